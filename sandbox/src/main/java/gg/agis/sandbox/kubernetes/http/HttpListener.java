package gg.agis.sandbox.kubernetes.http;

import gg.agis.sandbox.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on 127.0.0.1 and hands each request to one handler; can stop and come back on the same port. */
public final class HttpListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpListener.class);
    private static final int BACKLOG = 200;
    private static final int BIND_ATTEMPTS_MAX = 50;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);

    /** Answers one call, on a thread of the connection's own. */
    @FunctionalInterface
    public interface Handler {
        void handle(Call call) throws IOException;
    }

    private final Handler handler;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final int port;
    private @Nullable ServerSocket server;

    /**
     * Does not listen before {@link #start()}.
     *
     * @param port 0 for any
     */
    public HttpListener(int port, Handler handler) {
        this.port = port == 0 ? Ports.free() : port;
        this.handler = handler;
    }

    public synchronized void start() {
        if (server != null) {
            return;
        }
        ServerSocket socket = bound(BIND_ATTEMPTS_MAX);
        server = socket;
        Thread.ofVirtual().name("kubernetes-accept").start(() -> accept(socket));
    }

    // The last life's socket may need a moment to let go of the port.
    private ServerSocket bound(int attemptsLeft) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            if (attemptsLeft > 1) {
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
                return bound(attemptsLeft - 1);
            }
            throw new UncheckedIOException("Port %d of 127.0.0.1 cannot be listened on".formatted(port), e);
        }
    }

    public int port() {
        return port;
    }

    /** Every connection is cut, and new ones are refused. */
    public synchronized void stop() {
        ServerSocket socket = server;
        server = null;
        if (socket != null) {
            Sockets.close(socket);
        }
        connections.forEach(Sockets::cut);
    }

    @Override
    public void close() {
        stop();
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                if (socket.isClosed()) {
                    Sockets.cut(connection);
                }
                Thread.ofVirtual().name("kubernetes-connection").start(() -> serve(connection));
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                log.warn("A connection could not be accepted", e);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            Wire wire = new Wire(connection);
            Call call = wire.next();
            while (call != null) {
                handler.handle(call);
                call = call.keepsAlive() ? wire.next() : null;
            }
        } catch (IOException gone) {
            log.debug("A connection ended", gone);
        } catch (RuntimeException e) {
            log.error("A request failed", e);
        } finally {
            connections.remove(connection);
        }
    }
}

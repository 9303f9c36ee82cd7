package gg.agis.sandbox.supervision;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on this machine, lent to one owner at a time.
 *
 * <p>Between choosing a free port and binding it lie seconds in which a JVM starts. A locked file per port, in a
 * directory that all stacks of a user share, keeps others off meanwhile, and through every restart; the lock goes with
 * the process that holds it. What knows nothing of these files is only seen once it listens.
 */
public final class ReservedPorts implements AutoCloseable {

    // Below the range from which kernels give ports to outgoing connections: one of those could take a port just
    // while its owner is being restarted.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS_MAX = 500;

    private final Path registry;
    private final String owner;
    private final Map<Integer, HeldFile> lent = new ConcurrentHashMap<>();

    public ReservedPorts(String owner) {
        this(sharedRegistry(), owner);
    }

    ReservedPorts(Path registry, String owner) {
        this.registry = registry;
        this.owner = owner;
    }

    public int free() {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (take(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port between " + LOWEST + " and " + HIGHEST);
    }

    /** Takes this very port, or answers false if somebody has it. */
    public boolean take(int port) {
        Optional<HeldFile> file = HeldFile.take(file(registry, port), owner);
        if (file.isEmpty()) {
            return false;
        }
        if (!isUnbound(port)) {
            file.get().close();
            return false;
        }
        lent.put(port, file.get());
        return true;
    }

    public void giveBack(int port) {
        HeldFile file = lent.remove(port);
        if (file != null) {
            file.close();
        }
    }

    /** Who holds the port, if it is one that was taken through here. */
    public static Optional<String> ownerOf(int port) {
        return ownerOf(sharedRegistry(), port);
    }

    static Optional<String> ownerOf(Path registry, int port) {
        return HeldFile.contentIfHeld(file(registry, port));
    }

    @Override
    public void close() {
        lent.keySet().forEach(this::giveBack);
    }

    /** Free on every address: a server on the wildcard address or on ::1 would answer part of our callers. */
    public static boolean isUnbound(int port) {
        return canBind(new InetSocketAddress(port))
                && canBind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port))
                && canBind(new InetSocketAddress(InetAddress.ofLiteral("::1"), port));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            // Connections of a server that is gone linger for a minute; they are no reason to refuse.
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (BindException e) {
            return !isInUse(e);
        } catch (SocketException e) {
            // A machine without IPv6 has nobody there.
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isInUse(BindException e) {
        String message = String.valueOf(e.getMessage());
        return !message.contains("assign requested address");
    }

    private static Path file(Path registry, int port) {
        return registry.resolve(Integer.toString(port));
    }

    private static Path sharedRegistry() {
        return Path.of(System.getProperty("java.io.tmpdir"), "agis-ports-" + System.getProperty("user.name"));
    }
}

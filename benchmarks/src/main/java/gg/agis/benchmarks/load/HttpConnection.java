package gg.agis.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * One kept-alive connection, no more than what a request and its answer need: on a machine that the service shares with
 * whoever asks it, an HTTP client in full costs as much as the service does.
 */
public final class HttpConnection implements Closeable {

    private static final int PUT_OFF_MAX = 30;

    private final URI server;
    private Socket socket;
    private InputStream in;

    public HttpConnection(URI server) throws IOException {
        this.server = server;
        this.socket = connected();
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    private Socket connected() throws IOException {
        var connected = new Socket(server.getHost(), server.getPort());
        connected.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return connected;
    }

    /** Fails if the answer is not as it must be. */
    public void ask(Request request) throws IOException {
        check(request, exchange(request));
    }

    /**
     * The same from somebody who, told to come again later, sends the same again then; fails if they never get through.
     *
     * @return how often they were told to
     */
    public int askPatiently(Request request) throws IOException {
        int putOff = 0;
        var answer = exchange(request);
        while (answer.isPutOff() && putOff < PUT_OFF_MAX) {
            putOff++;
            LockSupport.parkNanos(answer.retryAfter().toNanos());
            answer = exchange(request);
        }
        check(request, answer);
        return putOff;
    }

    private static void check(Request request, Answer answer) {
        if (answer.status() != request.status() || !answer.body().contains(request.answer())) {
            throw new IllegalStateException(request.text().lines().findFirst().orElse("") + " -> " + answer);
        }
    }

    private Answer exchange(Request request) throws IOException {
        socket.getOutputStream().write(request.text().getBytes(StandardCharsets.UTF_8));
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        var retryAfter = Duration.ZERO;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            if (lower.startsWith("retry-after:")) {
                retryAfter = Duration.ofSeconds(
                        Long.parseLong(lower.substring("retry-after:".length()).strip()));
            }
            last |= lower.equals("connection: close");
            chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
        }
        var answer = new Answer(status, retryAfter, chunked ? chunks() : text(length));
        if (last) {
            socket.close();
            socket = connected();
            in = new BufferedInputStream(socket.getInputStream());
        }
        return answer;
    }

    private String chunks() throws IOException {
        var body = new StringBuilder();
        for (int length = chunkLength(); length > 0; length = chunkLength()) {
            body.append(text(length));
            line();
        }
        line();
        return body.toString();
    }

    private int chunkLength() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String text(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the service closed the connection after: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What was answered. */
    private record Answer(int status, Duration retryAfter, String body) {

        /** Only whoever says when to come again means that coming again helps. */
        boolean isPutOff() {
            return status >= 400 && retryAfter.isPositive();
        }
    }
}

package gg.agis.sandbox.kubernetes.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One request and the ways to answer it, silence among them. */
public final class Call {

    private final Wire wire;
    private final String method;
    private final List<String> path;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final byte[] body;
    private boolean keepsAlive = true;

    Call(Wire wire, String method, String target, Map<String, String> headers, byte[] body) {
        int question = target.indexOf('?');
        this.wire = wire;
        this.method = method;
        this.path = segments(question < 0 ? target : target.substring(0, question));
        this.query = question < 0 ? Map.of() : parameters(target.substring(question + 1));
        this.headers = headers;
        this.body = body;
    }

    public String method() {
        return method;
    }

    /** The parts between the slashes. */
    public List<String> path() {
        return path;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    /** By its name in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public byte[] body() {
        return body.clone();
    }

    boolean keepsAlive() {
        return keepsAlive;
    }

    public void answer(int status, String contentType, Map<String, String> more, byte[] content) throws IOException {
        boolean asked = !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
        keepsAlive = keepsAlive && asked;
        StringBuilder head =
                head(status).append("Content-Type: ").append(contentType).append("\r\n");
        more.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        OutputStream out = wire.out();
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!method.equals("HEAD")) {
            out.write(content);
        }
        out.flush();
    }

    /** Keeps the connection and says nothing, until the caller gives up or the server stops. */
    public void saysNothing() throws IOException {
        keepsAlive = false;
        wire.in().transferTo(OutputStream.nullOutputStream());
    }

    public void cut() {
        keepsAlive = false;
        wire.cut();
    }

    /** An answer without an end: over a WebSocket if the caller asked for one, in chunks otherwise. */
    public Feed feed() throws IOException {
        keepsAlive = false;
        String key = headers.get("sec-websocket-key");
        return key != null && headers.getOrDefault("upgrade", "").equalsIgnoreCase("websocket")
                ? WebSocketFeed.accept(wire, key)
                : ChunkedFeed.begin(wire, head(200));
    }

    private static StringBuilder head(int status) {
        return new StringBuilder("HTTP/1.1 ").append(status).append(" S\r\n");
    }

    private static List<String> segments(String path) {
        return Stream.of(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .map(Call::decoded)
                .toList();
    }

    private static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "%s /%s %s".formatted(method.toUpperCase(Locale.ROOT), String.join("/", path), query);
    }
}

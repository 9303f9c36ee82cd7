package gg.agis.benchmarks.load;

import java.nio.charset.StandardCharsets;

/**
 * A request as it goes over the wire, and how it must be answered.
 *
 * @param answer a part of the body that tells that it was answered well
 */
public record Request(String text, int status, String answer) {

    public static Request get(String pathAndQuery, String header, int status, String answer) {
        return new Request(
                "GET %s HTTP/1.1\r\nHost: bench\r\n%s\r\n\r\n".formatted(pathAndQuery, header), status, answer);
    }

    /**
     * With a body.
     *
     * @param headers lines without an end
     */
    public static Request post(String path, String headers, String json, int status, String answer) {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return new Request(
                "POST %s HTTP/1.1\r\nHost: bench\r\n%s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(path, headers, length, json),
                status,
                answer);
    }
}

package gg.agis.sandbox.web;

/** What a handler answers. */
public record Answer(int status, String contentType, String body) {

    public static Answer json(int status, Object value) {
        return new Answer(status, "application/json", Json.write(value));
    }

    public static Answer ok(Object value) {
        return json(200, value);
    }

    public static Answer html(String page) {
        return new Answer(200, "text/html; charset=utf-8", page);
    }
}

package gg.agis.e2e;

import java.net.http.HttpHeaders;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the front door said. */
public record Answer(int status, HttpHeaders headers, String body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public JsonNode json() {
        return JSON.readTree(body);
    }

    /** What became of a callback. */
    public String word() {
        return json().path("status").asString("");
    }

    /** Which problem it is. */
    public String code() {
        return json().path("code").asString("");
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    @Override
    public String toString() {
        return status + " " + body;
    }
}

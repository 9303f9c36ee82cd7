package gg.agis.sandbox.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .changeDefaultPropertyInclusion(included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static <T> T read(byte[] body, Class<T> type) {
        try {
            T read = MAPPER.readValue(body, type);
            if (read == null) {
                throw Refusal.badRequest("The body must be a JSON object");
            }
            return read;
        } catch (UnrecognizedPropertyException e) {
            throw Refusal.badRequest("Unknown field '%s'".formatted(e.getPropertyName()));
        } catch (JacksonException e) {
            throw Refusal.badRequest("The body is not the JSON that is expected here: " + e.getOriginalMessage());
        }
    }
}

package gg.agis.common.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Whether a body is JSON at all, before anybody looks for fields in it: a fault in the text is then said as such,
 * wherever it stands.
 */
final class JsonText {

    private static final int DEPTH_MAX = 64;

    private static final JsonFactory STRICT = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonText() {}

    static boolean isWellFormed(byte[] json) {
        try {
            // A parser forgives some bytes that are no UTF-8.
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            try (var parser = STRICT.createParser(ObjectReadContext.empty(), text)) {
                return hasNoNul(parser);
            }
        } catch (CharacterCodingException | JacksonException e) {
            return false;
        }
    }

    /** JSON may say NUL, and Postgres cannot store it. */
    private static boolean hasNoNul(JsonParser parser) {
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            boolean isText = token == JsonToken.PROPERTY_NAME || token == JsonToken.VALUE_STRING;
            if (isText && parser.getString().indexOf('\0') >= 0) {
                return false;
            }
        }
        return true;
    }
}

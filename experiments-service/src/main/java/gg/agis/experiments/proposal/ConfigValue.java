package gg.agis.experiments.proposal;

import java.math.BigDecimal;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * A text, a number or a boolean, with every digit as it was written; anything else is kept as {@link #NOT_FLAT}, so that it
 * is refused together with whatever else is wrong.
 */
final class ConfigValue extends ValueDeserializer<Object> {

    static final Object NOT_FLAT = new Object();

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json);
            default -> {
                json.skipChildren();
                yield NOT_FLAT;
            }
        };
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
        return NOT_FLAT;
    }

    /** A number that nobody can mean, as 1e999999, is not even read. */
    private static Object number(JsonParser json) {
        var text = json.getString();
        return text.length() > ProposalRules.NUMBER_CHARS_MAX ? NOT_FLAT : plain(new BigDecimal(text));
    }

    private static Object plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        int digits = Math.max(stripped.precision(), stripped.precision() - stripped.scale());
        if (digits > ProposalRules.NUMBER_DIGITS_MAX || stripped.scale() > ProposalRules.NUMBER_DIGITS_MAX) {
            return NOT_FLAT;
        }
        return stripped.scale() <= 0 ? (Object) stripped.longValueExact() : stripped;
    }
}

package gg.agis.sandbox.kubernetes.object;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a value may be. */
sealed interface Shape {

    /** Where in an object something is wrong, and what. */
    interface Findings {
        void unknown(String path);

        void wrong(String path, String why);
    }

    void check(String path, JsonNode value, Findings findings);

    /** Whatever one likes. */
    record Any() implements Shape {
        @Override
        public void check(String path, JsonNode value, Findings findings) {
            // There is nothing to be wrong.
        }
    }

    /** One of the primitive types, and what is demanded of it besides. */
    record Scalar(
            Type type,
            @Nullable Long min,
            @Nullable Long max,
            @Nullable Pattern pattern,
            List<String> oneOf) implements Shape {

        enum Type {
            STRING,
            INTEGER,
            BOOLEAN,
            QUANTITY,
            INT_OR_STRING;

            boolean fits(JsonNode value) {
                return switch (this) {
                    case STRING -> value.isString();
                    case INTEGER -> value.isIntegralNumber();
                    case BOOLEAN -> value.isBoolean();
                    case QUANTITY -> isQuantity(value);
                    case INT_OR_STRING -> value.isIntegralNumber() || value.isString();
                };
            }

            private static final Pattern AMOUNT =
                    Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\\d+)?");

            private static boolean isQuantity(JsonNode value) {
                return value.isNumber()
                        || (value.isString() && AMOUNT.matcher(value.asString()).matches());
            }
        }

        @Override
        public void check(String path, JsonNode value, Findings findings) {
            if (!type.fits(value)) {
                findings.wrong(path, "Invalid value: %s: must be of type %s".formatted(value, type));
            } else if (!oneOf.isEmpty() && !oneOf.contains(value.asString())) {
                findings.wrong(path, "Unsupported value: %s: supported values: %s".formatted(value, oneOf));
            } else if (pattern != null && !pattern.matcher(value.asString()).matches()) {
                findings.wrong(path, "Invalid value: %s: should match '%s'".formatted(value, pattern));
            } else if (!isWithin(value)) {
                findings.wrong(path, "Invalid value: %s: is out of range".formatted(value));
            }
        }

        private boolean isWithin(JsonNode value) {
            if (!value.isString() && !value.isIntegralNumber()) {
                return true;
            }
            long size = value.isString() ? value.asString().length() : value.asLong();
            return (min == null || size >= min) && (max == null || size <= max);
        }
    }

    record ListOf(Shape element) implements Shape {
        @Override
        public void check(String path, JsonNode value, Findings findings) {
            if (!value.isArray()) {
                findings.wrong(path, "Invalid value: %s: must be of type array".formatted(value.getNodeType()));
                return;
            }
            for (int i = 0; i < value.size(); i++) {
                element.check("%s[%d]".formatted(path, i), value.get(i), findings);
            }
        }
    }

    record MapOf(Shape element) implements Shape {
        @Override
        public void check(String path, JsonNode value, Findings findings) {
            if (!value.isObject()) {
                findings.wrong(path, "Invalid value: %s: must be of type object".formatted(value.getNodeType()));
                return;
            }
            value.properties()
                    .forEach(entry ->
                            element.check("%s.%s".formatted(path, entry.getKey()), entry.getValue(), findings));
        }
    }

    /** A type of its own; found by name only when it is needed, since types name each other. */
    record Named(String name, Map<String, Members> types) implements Shape {

        /** The fields of a type. */
        record Members(Map<String, Shape> fields, List<String> required) {}

        @Override
        public void check(String path, JsonNode value, Findings findings) {
            Members type = types.get(name);
            if (type == null) {
                throw new IllegalStateException("There is no type " + name);
            }
            if (!value.isObject()) {
                findings.wrong(path, "Invalid value: %s: must be of type object".formatted(value.getNodeType()));
                return;
            }
            String prefix = path.isEmpty() ? "" : path + ".";
            value.properties().forEach(field -> {
                Shape shape = type.fields().get(field.getKey());
                if (shape == null) {
                    findings.unknown(prefix + field.getKey());
                } else if (!field.getValue().isNull()) {
                    shape.check(prefix + field.getKey(), field.getValue(), findings);
                }
            });
            type.required().stream()
                    .filter(field -> !value.hasNonNull(field))
                    .forEach(field -> findings.wrong(prefix + field, "Required value"));
        }
    }
}

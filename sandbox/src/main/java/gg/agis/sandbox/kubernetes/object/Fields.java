package gg.agis.sandbox.kubernetes.object;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The published fields of every kind. A field that is not among them is refused, always: a cluster that was not asked
 * to be strict drops it in silence, and who misspelt it wonders for days.
 */
final class Fields {

    private static final List<String> FILES = List.of("kubernetes.fields", "agones.fields");

    private final Map<String, Shape.Named.Members> types = new HashMap<>();

    Fields() {
        FILES.forEach(this::read);
    }

    /**
     * Looks whether the object is what its kind may be.
     *
     * @throws Refused 400 for fields that nobody knows, 422 for values that cannot be
     */
    void check(Kind kind, JsonNode object) {
        List<String> unknown = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        new Shape.Named(kind.title(), types).check("", object, new Shape.Findings() {
            @Override
            public void unknown(String path) {
                unknown.add("unknown field \"%s\"".formatted(path));
            }

            @Override
            public void wrong(String path, String why) {
                wrong.add(path + ": " + why);
            }
        });
        if (!unknown.isEmpty()) {
            throw Refused.badRequest("%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
                    .formatted(kind.title(), kind.version(), kind.title(), String.join(", ", unknown)));
        }
        if (!wrong.isEmpty()) {
            throw Refused.invalid(kind.title(), Meta.name(object), String.join(", ", wrong));
        }
    }

    private void read(String file) {
        try (InputStream in = Objects.requireNonNull(Fields.class.getResourceAsStream(file), file)) {
            String type = "";
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("[")) {
                    type = line.substring(1, line.length() - 1);
                    types.put(type, new Shape.Named.Members(new LinkedHashMap<>(), new ArrayList<>()));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    add(Objects.requireNonNull(types.get(type), line), line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Shape.Named.Members type, String line) {
        String[] parts = line.split(": ", 2);
        String[] words = parts[1].split(" ", -1);
        Map<String, String> demands = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] demand = words[i].split("=", 2);
            demands.put(demand[0], demand.length == 2 ? demand[1] : "");
        }
        type.fields().put(parts[0], shape(words[0], demands));
        if (demands.containsKey("required")) {
            type.required().add(parts[0]);
        }
    }

    private Shape shape(String type, Map<String, String> demands) {
        if (type.startsWith("[")) {
            return new Shape.ListOf(shape(inner(type), Map.of()));
        }
        if (type.startsWith("{")) {
            return new Shape.MapOf(shape(inner(type), Map.of()));
        }
        if (Character.isUpperCase(type.charAt(0))) {
            return new Shape.Named(type, types);
        }
        return type.equals("any") ? new Shape.Any() : scalar(type, demands);
    }

    private static Shape scalar(String type, Map<String, String> demands) {
        String name = type.equals("intOrString") ? "INT_OR_STRING" : type.toUpperCase(Locale.ROOT);
        String pattern = demands.get("pattern");
        String oneOf = demands.get("enum");
        return new Shape.Scalar(
                Shape.Scalar.Type.valueOf(name),
                number(demands.get("min")),
                number(demands.get("max")),
                pattern == null ? null : Pattern.compile(pattern),
                oneOf == null ? List.of() : List.of(oneOf.split("\\|", -1)));
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null ? null : Long.valueOf(text);
    }

    private static String inner(String type) {
        return type.substring(1, type.length() - 1);
    }
}

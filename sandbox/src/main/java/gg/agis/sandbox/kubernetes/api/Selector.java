package gg.agis.sandbox.kubernetes.api;

import gg.agis.sandbox.kubernetes.object.Meta;
import gg.agis.sandbox.kubernetes.object.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Which objects a list or a watch wants: a namespace, labels, a name. */
record Selector(String namespace, List<Predicate<JsonNode>> conditions) {

    private static final String NAME = "([-A-Za-z0-9_./]+)";
    private static final Pattern SET = Pattern.compile(NAME + "\\s+(in|notin)\\s*\\(([^)]*)\\)");
    private static final Pattern EQUAL = Pattern.compile(NAME + "\\s*(==|=|!=)\\s*([-A-Za-z0-9_.]*)");
    private static final Pattern PRESENT = Pattern.compile("(!?)\\s*" + NAME);
    private static final Pattern COMMA_OUTSIDE = Pattern.compile(",(?![^(]*\\))");

    /** All namespaces where the name is empty. */
    static Selector of(String namespace, String labels, String fields) {
        List<Predicate<JsonNode>> conditions = new ArrayList<>();
        parts(labels).map(Selector::label).forEach(conditions::add);
        parts(fields).map(Selector::field).forEach(conditions::add);
        return new Selector(namespace, List.copyOf(conditions));
    }

    boolean matches(JsonNode object) {
        return (namespace.isEmpty() || namespace.equals(Meta.namespace(object)))
                && conditions.stream().allMatch(condition -> condition.test(object));
    }

    private static Stream<String> parts(String text) {
        return COMMA_OUTSIDE.splitAsStream(text).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static Predicate<JsonNode> label(String text) {
        Matcher set = SET.matcher(text);
        if (set.matches()) {
            List<String> values =
                    Stream.of(set.group(3).split(",", -1)).map(String::strip).toList();
            boolean wanted = set.group(2).equals("in");
            String name = set.group(1);
            return object -> wanted == values.contains(Meta.labels(object).getOrDefault(name, "\0"));
        }
        Matcher equal = EQUAL.matcher(text);
        if (equal.matches()) {
            boolean wanted = !equal.group(2).equals("!=");
            return object -> wanted == equal.group(3).equals(Meta.labels(object).get(equal.group(1)));
        }
        Matcher present = PRESENT.matcher(text);
        if (present.matches()) {
            boolean wanted = present.group(1).isEmpty();
            return object -> wanted == Meta.labels(object).containsKey(present.group(2));
        }
        throw Refused.badRequest("unable to parse requirement: " + text);
    }

    private static final Map<String, String> FIELDS =
            Map.of("metadata.name", "/metadata/name", "metadata.namespace", "/metadata/namespace");

    private static Predicate<JsonNode> field(String text) {
        Matcher equal = EQUAL.matcher(text);
        if (!equal.matches() || !FIELDS.containsKey(equal.group(1))) {
            throw Refused.badRequest("field label not supported: " + text);
        }
        boolean wanted = !equal.group(2).equals("!=");
        String pointer = Objects.requireNonNull(FIELDS.get(equal.group(1)));
        return object -> wanted == equal.group(3).equals(object.at(pointer).asString(""));
    }
}

package gg.agis.sandbox.kubernetes.api;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the caller may do, as its {@code Role} or {@code ClusterRole} says. */
public final class Role {

    private static final String ALL = "*";

    private final List<Rule> rules;

    private record Rule(List<String> groups, List<String> resources, List<String> verbs) {

        boolean allows(Access access) {
            return names(groups, access.group()) && names(resources, access.resource()) && names(verbs, access.verb());
        }

        private static boolean names(List<String> allowed, String wanted) {
            return allowed.contains(wanted) || allowed.contains(ALL);
        }
    }

    private Role(List<Rule> rules) {
        this.rules = rules;
    }

    /** May do everything. */
    public static Role administrator() {
        return new Role(List.of(new Rule(List.of(ALL), List.of(ALL), List.of(ALL))));
    }

    /** What all the roles in a manifest allow together; its other documents do not matter. */
    public static Role of(Path manifest) {
        try (Reader text = Files.newBufferedReader(manifest)) {
            Iterable<Object> documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text);
            return new Role(StreamSupport.stream(documents.spliterator(), false)
                    .filter(Role::isRole)
                    .flatMap(role -> list(((Map<?, ?>) role).get("rules")).stream())
                    .map(rule -> (Map<?, ?>) rule)
                    .map(rule -> new Rule(
                            texts(rule.get("apiGroups")), texts(rule.get("resources")), texts(rule.get("verbs"))))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean allows(Access access) {
        return rules.stream().anyMatch(rule -> rule.allows(access));
    }

    private static boolean isRole(Object document) {
        return document instanceof Map<?, ?> object
                && object.get("kind") instanceof String kind
                && (kind.equals("Role") || kind.equals("ClusterRole"));
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static List<String> texts(@Nullable Object value) {
        return list(value).stream().map(String::valueOf).toList();
    }
}

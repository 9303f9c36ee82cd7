package gg.agis.common.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What a topic is like, as {@code topics.yml} says.
 *
 * @param key what its records are keyed by, in words
 * @param retention nothing for a compacted topic, whose records stay for ever
 */
public record TopicPolicy(
        String name,
        String key,
        int partitions,
        boolean compacted,
        Optional<Duration> retention,
        Set<String> producers,
        Set<String> readers) {

    private static final Duration A_DAY = Duration.ofDays(1);

    /** Every topic there is, in the file's order. */
    public static List<TopicPolicy> all() {
        try (var file = TopicPolicy.class.getResourceAsStream("/topics.yml")) {
            Map<String, Map<String, Map<String, Object>>> yaml =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            var policies = new ArrayList<TopicPolicy>();
            yaml.getOrDefault("topics", Map.of()).forEach((name, policy) -> policies.add(of(name, policy)));
            return List.copyOf(policies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean concerns(String service) {
        return producers.contains(service) || readers.contains(service);
    }

    NewTopic newTopic() {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs());
    }

    /** What the broker must say of the topic. */
    Map<String, String> configs() {
        var policy = compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE;
        var millis = retention.map(Duration::toMillis).orElse(-1L).toString();
        if (retention.filter(r -> r.compareTo(A_DAY) < 0).isEmpty()) {
            return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy, TopicConfig.RETENTION_MS_CONFIG, millis);
        }
        // A broker deletes whole segments only, and lets one grow for a week.
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, policy,
                TopicConfig.RETENTION_MS_CONFIG, millis,
                TopicConfig.SEGMENT_MS_CONFIG, millis);
    }

    private static TopicPolicy of(String name, Map<String, Object> yaml) {
        return new TopicPolicy(
                name,
                text(name, yaml, "key"),
                Integer.parseInt(text(name, yaml, "partitions")),
                cleanup(name, text(name, yaml, "cleanup")),
                Optional.ofNullable(yaml.get("retention")).map(r -> DurationStyle.detectAndParse(r.toString())),
                names(yaml.get("producers")),
                names(yaml.get("readers")));
    }

    private static boolean cleanup(String topic, String cleanup) {
        return switch (cleanup) {
            case "compact" -> true;
            case "delete" -> false;
            default -> throw new IllegalStateException("topics.yml: %s has cleanup %s".formatted(topic, cleanup));
        };
    }

    private static String text(String topic, Map<String, Object> yaml, String field) {
        var value = yaml.get(field);
        if (value == null) {
            throw new IllegalStateException("topics.yml: %s has no %s".formatted(topic, field));
        }
        return value.toString();
    }

    private static Set<String> names(@Nullable Object list) {
        return list instanceof List<?> names
                ? Set.copyOf(names.stream().map(Object::toString).toList())
                : Set.of();
    }
}

package gg.agis.common.event;

import gg.agis.common.kafka.TopicPolicy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** docs/events.md, said by the contracts and by topics.yml. */
final class EventsPage {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** By which page and contracts are approved together. */
    static final String TESTS = "-pl common-lib -am -Dtest='Approved*Test,EventsPageTest'";

    private static final String INTRODUCTION = """
            # Events

            What the services tell each other, in the form of [AsyncAPI 3](https://www.asyncapi.com). This page is
            generated from the contracts in `common-lib` and from `topics.yml`; a test fails when it is stale. After a
            change, approve page and contracts with

            ```
            mvn test -pl common-lib -am -Dtest='Approved*Test,EventsPageTest' -Dsurefire.failIfNoSpecifiedTests=false -Dagis.approve=true
            ```

            and look at the difference. An optional addition stays in `vN`; anything else is published as `vN` and `vN+1`
            until nobody reads `vN`.

            A fact is a CloudEvent in binary mode: id, type, source, time and subject are headers, and so is the trace; the
            value is JSON. Fields without value are left out. Readers pass over types and fields that they do not know.
            Delivery is at least once and in order per key. On a compacted topic a record without value, the tombstone, says
            that the key is no more, and a reader ignores a record whose `version` is not above what it has.

            """;

    private EventsPage() {}

    static String text() {
        var page = new StringBuilder(INTRODUCTION);
        page.append("| topic | key | partitions | kept | from | to |\n|---|---|---|---|---|---|\n");
        for (var topic : TopicPolicy.all()) {
            page.append("| `%s` | %s | %d | %s | %s | %s |%n"
                    .formatted(
                            topic.name(),
                            topic.key(),
                            topic.partitions(),
                            topic.retention().map(EventsPage::inWords).orElse("for ever, compacted"),
                            sorted(topic.producers()),
                            sorted(topic.readers())));
        }
        page.append("\n```yaml\n").append(yaml(asyncApi())).append("```\n");
        return page.toString();
    }

    static Map<String, Object> asyncApi() {
        var topics = TopicPolicy.all().stream()
                .filter(topic -> !contracts(topic).isEmpty())
                .toList();
        var channels = new LinkedHashMap<String, Object>();
        var operations = new LinkedHashMap<String, Object>();
        var messages = new LinkedHashMap<String, Object>();
        for (var topic : topics) {
            channels.put(topic.name(), channel(topic));
            new TreeSet<>(topic.producers())
                    .forEach(service -> operations.put(
                            "%s-sends-%s".formatted(service, topic.name()), operation("send", topic.name())));
            new TreeSet<>(topic.readers())
                    .forEach(service -> operations.put(
                            "%s-receives-%s".formatted(service, topic.name()), operation("receive", topic.name())));
            contracts(topic).forEach(c -> messages.put(Contracts.of(c).type(), message(c, topic)));
        }
        return ordered(
                "asyncapi",
                "3.0.0",
                "info",
                ordered("title", "AGIS", "version", "1", "description", "The facts that AGIS lives on."),
                "defaultContentType",
                "application/json",
                "channels",
                channels,
                "operations",
                operations,
                "components",
                ordered("messages", messages, "messageTraits", ordered("cloudEvent", cloudEvent())));
    }

    private static Map<String, Object> channel(TopicPolicy topic) {
        var messages = new LinkedHashMap<String, Object>();
        contracts(topic)
                .forEach(c -> messages.put(
                        Contracts.of(c).type(),
                        ordered(
                                "$ref",
                                "#/components/messages/" + Contracts.of(c).type())));
        var configuration = new LinkedHashMap<String, Object>();
        configuration.put("cleanup.policy", List.of(topic.compacted() ? "compact" : "delete"));
        configuration.put(
                "retention.ms", topic.retention().map(Duration::toMillis).orElse(-1L));
        return ordered(
                "address", topic.name(),
                "messages", messages,
                "bindings",
                        ordered(
                                "kafka",
                                ordered("partitions", topic.partitions(), "topicConfiguration", configuration)));
    }

    private static Map<String, Object> operation(String action, String topic) {
        return ordered("action", action, "channel", ordered("$ref", "#/channels/" + topic));
    }

    private static Map<String, Object> message(Class<? extends Event> contract, TopicPolicy topic) {
        var examples = Samples.of(contract).stream()
                .map(sample -> ordered("payload", JSON.readValue(EventJson.write(sample), Object.class)))
                .toList();
        return ordered(
                "summary", Contracts.of(contract).says(),
                "traits", List.of(ordered("$ref", "#/components/messageTraits/cloudEvent")),
                "bindings", ordered("kafka", ordered("key", ordered("type", "string", "description", topic.key()))),
                "payload", object(contract),
                "examples", examples);
    }

    private static Map<String, Object> cloudEvent() {
        var text = ordered("type", "string");
        return ordered(
                "headers",
                ordered(
                        "type", "object",
                        "required", List.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "ce_subject"),
                        "properties",
                                ordered(
                                        "ce_specversion", ordered("const", "1.0"),
                                        "ce_id", ordered("type", "string", "format", "uuid"),
                                        "ce_type", text,
                                        "ce_source", ordered("type", "string", "pattern", "^/agis/[a-z]+$"),
                                        "ce_time", ordered("type", "string", "format", "date-time"),
                                        "ce_subject", text,
                                        "traceparent", text)));
    }

    private static Map<String, Object> object(Class<?> record) {
        var components = record.getRecordComponents();
        var properties = new LinkedHashMap<String, Object>();
        Arrays.stream(components).forEach(c -> properties.put(c.getName(), schema(c.getGenericType())));
        var required = Arrays.stream(components)
                .filter(c -> !Samples.optional(c))
                .map(c -> c.getName())
                .toList();
        return ordered("type", "object", "required", required, "properties", properties);
    }

    private static Map<String, Object> schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? ordered("type", "array", "items", schema(arguments[0]))
                    : ordered("type", "object", "additionalProperties", schema(arguments[1]));
        }
        return switch (type) {
            case Class<?> t when t == UUID.class -> ordered("type", "string", "format", "uuid");
            case Class<?> t when t == Instant.class -> ordered("type", "string", "format", "date-time");
            case Class<?> t when t == String.class -> ordered("type", "string");
            case Class<?> t when t == boolean.class -> ordered("type", "boolean");
            case Class<?> t when t == double.class -> ordered("type", "number", "format", "double");
            case Class<?> t when t == int.class || t == Integer.class -> ordered("type", "integer", "format", "int32");
            case Class<?> t when t == long.class || t == Long.class -> ordered("type", "integer", "format", "int64");
            case Class<?> t when t == Object.class -> ordered("type", List.of("string", "number", "boolean"));
            case Class<?> t -> object(t);
            default -> throw new IllegalArgumentException("Contracts hold primitives only, not " + type);
        };
    }

    private static List<Class<? extends Event>> contracts(TopicPolicy topic) {
        return Contracts.all().stream()
                .filter(c -> Contracts.of(c).topic().equals(topic.name()))
                .toList();
    }

    private static String yaml(Map<String, Object> document) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        options.setDereferenceAliases(true);
        return new Yaml(options).dump(document);
    }

    private static String inWords(Duration kept) {
        return kept.toDays() > 0 ? kept.toDays() + " days" : kept.toMinutes() + " minutes";
    }

    private static String sorted(Set<String> services) {
        return services.stream().sorted().collect(Collectors.joining(", "));
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}

package gg.agis.common.event;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts that are always the same, made from nothing but the contracts' fields. */
final class Samples {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");

    private static final Map<String, Object> TELLING = Map.ofEntries(
            Map.entry("playerId", "81384788765712384"),
            Map.entry("guildId", "197038439483310086"),
            Map.entry("customerId", "c-1042"),
            Map.entry("owner", "player:81384788765712384"),
            Map.entry("payer", "customer:c-1042"),
            Map.entry("requestedBy", "player:81384788765712384"),
            Map.entry("by", "player:81384788765712384"),
            Map.entry("network", "ayet"),
            Map.entry("networkTransactionId", "ayet-7c9e6679"),
            Map.entry("adType", "offerwall"),
            Map.entry("baseGc", 1_000L),
            Map.entry("tierBp", 15_000),
            Map.entry("bonusBp", 500),
            Map.entry("experimentBp", 12_000),
            Map.entry("cappedGc", 90L),
            Map.entry("rewardGc", 1_800L),
            Map.entry("payoutMicrosUsd", 1_250_000L),
            Map.entry("experimentId", "reward-boost"),
            Map.entry("experimentVersion", 3L),
            Map.entry("variantId", "boosted"),
            Map.entry("unit", "GC"),
            Map.entry("unitKind", "player"),
            Map.entry("unitId", "81384788765712384"),
            Map.entry("kind", "ad-reward"),
            Map.entry("tier", "premium"),
            Map.entry("plan", "pro"),
            Map.entry("status", "active"),
            Map.entry("currency", "usd"),
            Map.entry("month", "2026-11"),
            Map.entry("period", "2026-11"),
            Map.entry("severity", "P2"),
            Map.entry("service", "billing"),
            Map.entry("trafficBp", 10_000),
            Map.entry("hashVersion", "v2"),
            Map.entry("seed", "reward-boost"),
            Map.entry("template", "minecraft-small"),
            Map.entry("game", "minecraft"),
            Map.entry("address", "203.0.113.7"),
            Map.entry("port", 25_565),
            Map.entry("config", Map.of("multiplier", 1.5, "colour", "green", "shown", true, "places", 3)),
            Map.entry("countedThrough", Map.of("gateway-a", 41L, "gateway-b", 7L)));

    private Samples() {}

    /** With every optional field, and, where there are any, without them. */
    static List<Event> of(Class<? extends Event> contract) {
        Event whole = (Event) make(contract, true);
        Event bare = (Event) make(contract, false);
        return whole.equals(bare) ? List.of(whole) : List.of(whole, bare);
    }

    static List<Event> ofAll() {
        return Contracts.all().stream().flatMap(c -> of(c).stream()).toList();
    }

    static boolean optional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static Object make(Class<?> record, boolean whole) {
        var components = record.getRecordComponents();
        var names = Arrays.stream(components).map(RecordComponent::getName).toList();
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            var component = components[i];
            // A subscription has one of two owners: a customer in the whole sample, a player in the bare one.
            boolean either = names.containsAll(Set.of("subscriptionId", "customerId", "playerId"))
                    && component.getName().equals("playerId");
            if (!optional(component) || whole != either) {
                values[i] = value(component.getName(), component.getGenericType(), whole, i);
            }
        }
        try {
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return record.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No sample of " + record, e);
        }
    }

    private static Object value(String name, Type type, boolean whole, int place) {
        var telling = TELLING.get(name);
        // An HTTP status is a number, a plan's is a word.
        if (telling != null && !(type == int.class && telling instanceof String)) {
            return telling;
        }
        if (type == UUID.class) {
            return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        }
        if (type == String.class) {
            return "some-" + name;
        }
        if (type == Instant.class) {
            return NOON.plus(Duration.ofMinutes(place));
        }
        if (type == int.class || type == Integer.class) {
            return 100 + place;
        }
        if (type == long.class || type == Long.class) {
            // More than an int can hold.
            return 5_000_000_000L + place;
        }
        if (type == boolean.class) {
            return place % 2 == 0;
        }
        if (type == double.class) {
            return place + 0.5;
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            var element = list.getActualTypeArguments()[0];
            return element == String.class
                    ? List.of("one-of-" + name, "another-of-" + name)
                    : List.of(make((Class<?>) element, whole));
        }
        if (type instanceof Class<?> nested && nested.isRecord()) {
            return make(nested, whole);
        }
        throw new IllegalArgumentException("Contracts hold primitives only, but " + name + " is a " + type);
    }
}

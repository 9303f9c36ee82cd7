package gg.agis.common.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.agis.common.event.EventJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record as Kafka brought it, or as it was kept as a dead letter: not yet understood. */
@SuppressWarnings("ArrayRecordComponent") // the value is stored as it came; nobody compares arrivals
record Arrival(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        Map<String, String> headers,
        byte @Nullable [] value) {

    private static final int HEADERS_MAX = 32;
    private static final int HEADER_CHARS_MAX = 256;
    private static final int KEY_CHARS_MAX = 512;

    static Arrival of(ConsumerRecord<byte[], byte[]> kafka) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : kafka.headers()) {
            if (headers.size() < HEADERS_MAX && header.value() != null) {
                headers.put(
                        shortened(header.key(), HEADER_CHARS_MAX),
                        shortened(new String(header.value(), UTF_8), HEADER_CHARS_MAX));
            }
        }
        String key = kafka.key() == null ? null : shortened(new String(kafka.key(), UTF_8), KEY_CHARS_MAX);
        return new Arrival(kafka.topic(), kafka.partition(), kafka.offset(), key, headers, kafka.value());
    }

    /** What it says, if this build knows its type; whoever does not know it passes it over, and so with tombstones. */
    Content content() {
        byte[] json = value;
        if (json == null) {
            return new Content.Foreign();
        }
        String type = headers.get("ce_type");
        if (type == null) {
            return new Content.Poison("The header ce_type is missing");
        }
        if (key == null || key.length() >= KEY_CHARS_MAX) {
            return new Content.Poison("The key is missing or too long");
        }
        try {
            String id = headers.get("ce_id");
            String time = headers.get("ce_time");
            if (id == null || time == null) {
                return new Content.Poison("The headers ce_id and ce_time are needed");
            }
            var event = EventJson.read(type, json);
            if (event.isEmpty()) {
                return new Content.Foreign();
            }
            return new Content.Fact(new Delivery(UUID.fromString(id), Instant.parse(time), key, event.get()));
        } catch (DateTimeException | IllegalArgumentException e) {
            return new Content.Poison("ce_id or ce_time cannot be read: " + e.getMessage());
        } catch (RuntimeException e) {
            return new Content.Poison("The value cannot be read: " + e.getMessage());
        }
    }

    Optional<UUID> eventId() {
        try {
            return Optional.ofNullable(headers.get("ce_id")).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Optional<Instant> eventTime() {
        try {
            return Optional.ofNullable(headers.get("ce_time"))
                    .map(Instant::parse)
                    .filter(Arrival::believable);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean believable(Instant time) {
        return time.isAfter(Instant.EPOCH) && time.isBefore(Instant.parse("2200-01-01T00:00:00Z"));
    }

    @Nullable
    String type() {
        return headers.get("ce_type");
    }

    /** Without NUL as well, of which Postgres takes none. */
    static String shortened(String text, int chars) {
        String clean = text.replace('\0', ' ');
        return clean.length() <= chars ? clean : clean.substring(0, chars);
    }

    sealed interface Content {
        record Fact(Delivery delivery) implements Content {}

        record Poison(String reason) implements Content {}

        record Foreign() implements Content {}
    }
}

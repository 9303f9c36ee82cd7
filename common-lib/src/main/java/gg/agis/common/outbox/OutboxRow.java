package gg.agis.common.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A fact that waits to be sent, or, without type and payload, the end of a key. */
@SuppressWarnings("ArrayRecordComponent") // the payload goes from the database to Kafka; nobody compares rows
record OutboxRow(
        short shard,
        long id,
        String topic,
        String key,
        UUID eventId,
        @Nullable String type,
        Instant occurredAt,
        @Nullable String traceparent,
        byte @Nullable [] payload) {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    // Names and fixed values of the headers, lengths, and what Kafka adds to a record.
    private static final int ENVELOPE_BYTES = 400;

    /** At least what this row takes in a batch. */
    int bytes() {
        return ENVELOPE_BYTES
                + 3 * (2 * key.length() + (type == null ? 0 : type.length()))
                + (payload == null ? 0 : payload.length);
    }

    /** The row as CloudEvents' binary mode has it. */
    ProducerRecord<byte[], byte[]> record(int partition, String source) {
        Headers headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", eventId.toString());
        add(headers, "ce_source", source);
        add(headers, "ce_time", MILLISECONDS.format(occurredAt));
        add(headers, "ce_subject", key);
        if (type != null) {
            add(headers, "ce_type", type);
            add(headers, "content-type", "application/json");
        }
        if (traceparent != null) {
            add(headers, "traceparent", traceparent);
        }
        return new ProducerRecord<>(topic, partition, occurredAt.toEpochMilli(), key.getBytes(UTF_8), payload, headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}

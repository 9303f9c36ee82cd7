package gg.agis.common.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.agis.common.event.Event;
import gg.agis.common.event.EventJson;
import gg.agis.common.event.MalformedEvent;
import gg.agis.common.event.Versioned;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record of a compacted topic: what a key is now, or, as a tombstone, that it is no more.
 *
 * @param version 0 for a tombstone, which has none
 * @param type of the fact; a tombstone has none, and neither payload nor event
 */
@SuppressWarnings("ArrayRecordComponent") // carried from Kafka to the table and never compared
record CompactedRecord(
        String topic,
        String key,
        long offset,
        long version,
        @Nullable String type,
        byte @Nullable [] payload,
        @Nullable Event event) {

    private static final Logger log = LoggerFactory.getLogger(CompactedRecord.class);
    private static final String TYPE = "ce_type";

    boolean tombstone() {
        return event == null;
    }

    /** Both as one: the later version, or a tombstone that remembers it. */
    CompactedRecord followedBy(CompactedRecord next) {
        if (next.tombstone()) {
            return new CompactedRecord(topic, key, next.offset, version, null, null, null);
        }
        return next.version > version ? next : this;
    }

    /** Empty for what nobody here can read: it is passed over, and what was known before stands. */
    static Optional<CompactedRecord> of(ConsumerRecord<String, byte[]> kafka) {
        var key = kafka.key();
        if (key == null) {
            log.error(
                    "A record without key is passed over: {}-{}@{}", kafka.topic(), kafka.partition(), kafka.offset());
            return Optional.empty();
        }
        var payload = kafka.value();
        if (payload == null) {
            return Optional.of(new CompactedRecord(kafka.topic(), key, kafka.offset(), 0, null, null, null));
        }
        var header = kafka.headers().lastHeader(TYPE);
        var type = header == null ? "" : new String(header.value(), UTF_8);
        try {
            return EventJson.read(type, payload)
                    .filter(Versioned.class::isInstance)
                    .map(event -> new CompactedRecord(
                            kafka.topic(), key, kafka.offset(), ((Versioned) event).version(), type, payload, event));
        } catch (MalformedEvent e) {
            log.error("A record is passed over: {}-{}@{}", kafka.topic(), kafka.partition(), kafka.offset(), e);
            return Optional.empty();
        }
    }
}

package gg.agis.common.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.agis.common.event.AdsEvent.ConsentChanged;
import gg.agis.common.event.Contracts;
import gg.agis.common.event.EventJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Records as Kafka brings them; the policy version of a consent says which one it is. */
final class ArrivalFixtures {

    private static final AtomicLong OFFSETS = new AtomicLong();

    private ArrivalFixtures() {}

    static Arrival consent(String player, String said) {
        ConsentChanged event = new ConsentChanged(player, true, said, Instant.parse("2026-01-01T12:00:00Z"));
        Map<String, String> headers = new HashMap<>();
        headers.put("ce_id", UUID.randomUUID().toString());
        headers.put("ce_type", Contracts.of(event).type());
        headers.put("ce_time", Instant.now().toString());
        return new Arrival("ads.conversions", 0, OFFSETS.incrementAndGet(), player, headers, EventJson.write(event));
    }

    /** The same fact at another place in the log, as a relay sends it again. */
    static Arrival again(Arrival arrival) {
        return new Arrival(
                arrival.topic(),
                arrival.partition(),
                OFFSETS.incrementAndGet(),
                arrival.key(),
                arrival.headers(),
                arrival.value());
    }

    static Arrival with(Arrival arrival, String header, String value) {
        Map<String, String> headers = new HashMap<>(arrival.headers());
        headers.put(header, value);
        return new Arrival(
                arrival.topic(), arrival.partition(), arrival.offset(), arrival.key(), headers, arrival.value());
    }

    static Arrival without(Arrival arrival, String header) {
        Map<String, String> headers = new HashMap<>(arrival.headers());
        headers.remove(header);
        return new Arrival(
                arrival.topic(), arrival.partition(), arrival.offset(), arrival.key(), headers, arrival.value());
    }

    static Arrival saying(Arrival arrival, String json) {
        return new Arrival(
                arrival.topic(),
                arrival.partition(),
                arrival.offset(),
                arrival.key(),
                arrival.headers(),
                json.getBytes(UTF_8));
    }
}

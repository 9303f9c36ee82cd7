package gg.agis.common.inbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the topic for dead letters says of one; the value in base64, if it is not too long for a notice. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SuppressWarnings("ArrayRecordComponent") // written once and never compared
record DeadLetterNotice(
        String consumer,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        String reason,
        Map<String, String> headers,
        byte @Nullable [] value) {

    private static final int VALUE_MAX = 96 * 1024;
    private static final int REASON_MAX = 2000;

    static DeadLetterNotice of(String consumer, Arrival arrival, String reason) {
        byte[] value = arrival.value();
        return new DeadLetterNotice(
                consumer,
                arrival.topic(),
                arrival.partition(),
                arrival.offset(),
                arrival.key(),
                Arrival.shortened(reason, REASON_MAX),
                arrival.headers(),
                value == null || value.length > VALUE_MAX ? null : value);
    }
}

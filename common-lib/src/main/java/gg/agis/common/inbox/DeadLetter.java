package gg.agis.common.inbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an operator sees of a letter: where it lies and why, but not what it says. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
        long id,
        String consumer,
        State state,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable UUID eventId,
        @Nullable String type,
        String reason,
        Instant createdAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy) {

    /** Open letters are {@code waiting}, or {@code parked} behind one that is. */
    public enum State {
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("parked")
        PARKED,
        @JsonProperty("resent")
        RESENT;

        /** As the table has it. */
        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }
}

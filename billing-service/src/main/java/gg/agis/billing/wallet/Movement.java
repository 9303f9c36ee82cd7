package gg.agis.billing.wallet;

import java.time.Instant;
import java.util.UUID;

/** What became of what a player wanted to do with their wallet. */
sealed interface Movement {

    /**
     * It stands.
     *
     * @param available what the player could spend right after it
     * @param repeated it had been done before, by the same request
     */
    record Made(UUID transferId, long amount, long available, boolean repeated) implements Movement {}

    /** So much is missing. */
    record Poor(long missing) implements Movement {}

    /** Under the same key another movement has been made. */
    record Conflict() implements Movement {}

    /** It has been done today, by another request. */
    record TakenToday(Instant nextAt) implements Movement {}
}

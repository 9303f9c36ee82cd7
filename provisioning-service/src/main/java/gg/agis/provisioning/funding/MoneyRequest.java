package gg.agis.provisioning.funding;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something asked of a guild's treasury, at a price that never changes, and how it stands.
 *
 * @param missing what was lacking when it was refused last; absent if it never was
 * @param askedAt when it, or its settlement, was last put to billing
 */
public record MoneyRequest(
        UUID id,
        UUID serverId,
        Purpose purpose,
        Price price,
        RequestState state,
        @Nullable Long missing,
        Instant askedAt) {

    /** What the amount is made of. */
    public record Price(long setup, long hourly, int hours) {

        public static Price hours(long hourly, int hours) {
            return new Price(0, hourly, hours);
        }

        public long amount() {
            return Math.addExact(setup, Math.multiplyExact(hourly, (long) hours));
        }
    }

    static MoneyRequest asked(UUID serverId, Purpose purpose, Price price, Instant now) {
        return new MoneyRequest(purpose.requestId(serverId), serverId, purpose, price, RequestState.ASKED, null, now);
    }

    public long amount() {
        return price.amount();
    }

    public boolean is(RequestState other) {
        return state == other;
    }

    public boolean isOpen() {
        return state.isOpen();
    }

    /** Whether so long nothing was heard, or nothing good, that it is time to say it again. */
    public boolean isDue(Duration pause, Instant now) {
        return !askedAt.plus(pause).isAfter(now);
    }

    /** Whether an answer of this kind says anything new. */
    public boolean canBecome(RequestState next) {
        return state.leadsTo(next);
    }

    MoneyRequest to(RequestState next) {
        if (!state.leadsTo(next)) {
            throw new IllegalStateException("%s is %s and cannot become %s".formatted(id, state, next));
        }
        return new MoneyRequest(id, serverId, purpose, price, next, missing, askedAt);
    }

    MoneyRequest lacking(long gc) {
        return new MoneyRequest(id, serverId, purpose, price, state, gc, askedAt);
    }

    MoneyRequest askedAgain(Instant now) {
        var next = state == RequestState.REFUSED ? RequestState.ASKED : state;
        return new MoneyRequest(id, serverId, purpose, price, next, missing, now);
    }
}

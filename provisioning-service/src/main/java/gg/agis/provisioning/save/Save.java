package gg.agis.provisioning.save;

import gg.agis.common.id.MadeId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A save of a server's data. Whoever changes it holds its row's lock.
 *
 * @param origin whose data it is, and why it was saved
 * @param attempt counts the jobs that were to make it
 * @param bytes as it lies in the storage
 * @param reason why it could not be made
 * @param nextAt when somebody has to look at it
 */
public record Save(
        UUID id,
        Origin origin,
        SaveState state,
        SaveState cameFrom,
        Instant since,
        int attempt,
        @Nullable Long bytes,
        @Nullable Instant expiresAt,
        @Nullable String reason,
        @Nullable Instant nextAt) {

    static final String AT_THE_END = "end";

    private static final int ATTEMPTS_MAX = 3;
    private static final int DOUBLINGS_MAX = 6;

    /** Never changes. */
    public record Origin(
            UUID serverId,
            String guildId,
            String cause,
            @Nullable UUID by,
            Instant at) {}

    static Save requested(Origin origin) {
        return new Save(
                MadeId.of("save", origin.serverId().toString(), origin.cause()),
                origin,
                SaveState.REQUESTED,
                SaveState.REQUESTED,
                origin.at(),
                0,
                null,
                null,
                null,
                origin.at());
    }

    Save begun(Instant now) {
        return to(SaveState.RUNNING, now, 1, bytes, expiresAt, null, now);
    }

    Save made(long size, Duration kept, Instant now) {
        var until = now.plus(kept);
        return to(SaveState.MADE, now, attempt, size, until, null, until);
    }

    Save damaged(Instant now) {
        return to(SaveState.DAMAGED, now, attempt, bytes, expiresAt, "save-damaged", expiresAt);
    }

    Save expired(Instant now) {
        return to(SaveState.EXPIRED, now, attempt, bytes, expiresAt, reason, null);
    }

    Save failed(String why, Instant now) {
        return to(SaveState.FAILED, now, attempt, bytes, expiresAt, why, null);
    }

    /** Another job, a while later. */
    Save triedAgain(String why, Instant now) {
        var later = now.plus(Duration.ofMinutes(1L << Math.min(attempt, DOUBLINGS_MAX)));
        return new Save(id, origin, state, cameFrom, since, attempt + 1, bytes, expiresAt, why, later);
    }

    /** What officers ask for is tried a few times; without the last one the data would be lost. */
    boolean mayTryAgain() {
        return isTheLast() || attempt < ATTEMPTS_MAX;
    }

    boolean isTheLast() {
        return origin.cause().equals(AT_THE_END);
    }

    boolean is(SaveState other) {
        return state == other;
    }

    /** Under which it lies in the storage. */
    String objectKey() {
        return "saves/%s/%s".formatted(origin.guildId(), id);
    }

    String jobName() {
        return "save-%s-%d".formatted(id, attempt);
    }

    private Save to(
            SaveState next,
            Instant now,
            int attempts,
            @Nullable Long size,
            @Nullable Instant until,
            @Nullable String why,
            @Nullable Instant look) {
        if (!state.leadsTo(next)) {
            throw new IllegalStateException("The save %s is %s and cannot become %s".formatted(id, state, next));
        }
        return new Save(id, origin, next, state, now, attempts, size, until, why, look);
    }
}

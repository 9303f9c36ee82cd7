package gg.agis.provisioning.life;

import gg.agis.provisioning.server.ServerRow.Game;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a server that nobody plays on falls asleep. */
final class SleepRules {

    private SleepRules() {}

    /** @param afterMinutes what the guild chose; absent: never */
    static boolean isTime(Game game, @Nullable Integer afterMinutes, Instant now) {
        var idleSince = game.idleSince();
        return afterMinutes != null
                && game.isReady()
                && idleSince != null
                && !now.isBefore(idleSince.plus(Duration.ofMinutes(afterMinutes)));
    }

    /** Since when nobody plays; absent while somebody does, or where nobody knows. */
    static @Nullable Instant idleSince(@Nullable Instant before, @Nullable Integer players, Instant now) {
        if (players == null || players > 0) {
            return null;
        }
        return before == null ? now : before;
    }
}

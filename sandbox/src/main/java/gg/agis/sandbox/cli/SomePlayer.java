package gg.agis.sandbox.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Players that nobody has heard of. */
public final class SomePlayer {

    private static final long DISCORD_EPOCH_MILLIS = 1_420_070_400_000L;
    private static final Duration AGE = Duration.ofDays(400);

    private SomePlayer() {}

    /** An id as Discord gives them, of an account old enough to be trusted. */
    public static String id() {
        long millis = Instant.now().minus(AGE).toEpochMilli() - DISCORD_EPOCH_MILLIS;
        return Long.toString((millis << 22) | ThreadLocalRandom.current().nextLong(1L << 22));
    }
}

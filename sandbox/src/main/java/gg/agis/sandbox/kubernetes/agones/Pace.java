package gg.agis.sandbox.kubernetes.agones;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param step from one state to the next
 * @param start from scheduled until the game says that it is ready
 * @param shutdown from its deletion until a game server is gone
 */
public record Pace(Duration step, Duration start, Duration shutdown) {

    /** As quick as a test likes it. */
    public static final Pace QUICK = new Pace(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(20));

    /** Slow enough to be watched. */
    public static final Pace LIVELY = new Pace(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMillis(800));

    public Pace starting(Duration takes) {
        return new Pace(step, takes, shutdown);
    }

    public Pace shuttingDown(Duration takes) {
        return new Pace(step, start, takes);
    }
}

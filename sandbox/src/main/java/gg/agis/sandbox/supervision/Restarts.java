package gg.agis.sandbox.supervision;

import java.time.Duration;

/** How long to wait before a process that died is started again; forgets after a settled life. */
public final class Restarts {

    private static final Duration SETTLED = Duration.ofMinutes(1);
    private static final int TOO_MANY = 5;

    private final Duration first;
    private final Duration longest;
    private int deaths;

    public Restarts(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    public Duration afterDeath(Duration lived) {
        if (lived.compareTo(SETTLED) >= 0) {
            deaths = 0;
        }
        deaths++;
        // Beyond 2^20 times the first pause every limit is reached; shifting further would overflow.
        Duration pause = first.multipliedBy(1L << Math.min(deaths - 1, 20));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    /** True at the fifth death in a row and at every fifth after it, so that it is said but not shouted. */
    public boolean keepsDying() {
        return deaths > 0 && deaths % TOO_MANY == 0;
    }
}

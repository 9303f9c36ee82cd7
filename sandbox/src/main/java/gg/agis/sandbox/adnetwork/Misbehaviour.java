package gg.agis.sandbox.adnetwork;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How the network behaves from now on; chances are basis points, drawn for each conversion.
 *
 * @param doubleBp sent twice at once
 * @param lateBp sent only after {@code lateMillis}
 * @param dropBp the first attempt is lost on its way, which the network takes for unanswered
 * @param resendMillis the pauses before each further attempt at what was not answered 200
 */
public record Misbehaviour(int doubleBp, int lateBp, long lateMillis, int dropBp, List<Long> resendMillis) {

    private static final int ALWAYS_BP = 10_000;
    private static final long FIVE_MINUTES_MILLIS = 300_000;

    /** Twelve times in an hour. */
    static final List<Long> BY_THE_BOOK = Collections.nCopies(12, FIVE_MINUTES_MILLIS);

    /** As its documentation promises. */
    public static final Misbehaviour NONE = new Misbehaviour(0, 0, 0, 0, BY_THE_BOOK);

    int copies(int ordered, RandomGenerator random) {
        return happens(doubleBp, random) ? ordered * 2 : ordered;
    }

    long delayMillis(long ordered, RandomGenerator random) {
        return happens(lateBp, random) ? Math.max(ordered, lateMillis) : ordered;
    }

    boolean drops(RandomGenerator random) {
        return happens(dropBp, random);
    }

    private static boolean happens(int chanceBp, RandomGenerator random) {
        return random.nextInt(ALWAYS_BP) < chanceBp;
    }
}

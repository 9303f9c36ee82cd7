package gg.agis.provisioning.life;

import gg.agis.provisioning.funding.MoneyRequest;
import gg.agis.provisioning.funding.RequestState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to be done about the next hour of a server that renews itself. */
final class RenewalRules {

    enum Move {
        NOTHING,
        ASK,
        ASK_AGAIN,
        SUSPEND
    }

    private RenewalRules() {}

    /**
     * @param renewal what was asked for the hour after {@code paidUntil}, if anything was
     * @param credited whether somebody filled the treasury since it was asked
     */
    static Move next(
            Instant paidUntil, @Nullable MoneyRequest renewal, boolean credited, Instant now, LifeSettings limits) {
        if (now.isBefore(paidUntil.minus(limits.renewAhead()))) {
            return Move.NOTHING;
        }
        boolean ranOn = !now.isBefore(paidUntil.plus(limits.runOn()));
        if (renewal == null) {
            return ranOn ? Move.SUSPEND : Move.ASK;
        }
        if (renewal.is(RequestState.REFUSED)) {
            if (!now.isBefore(paidUntil)) {
                return Move.SUSPEND;
            }
            return credited || renewal.isDue(limits.refusedAgain(), now) ? Move.ASK_AGAIN : Move.NOTHING;
        }
        if (ranOn) {
            return Move.SUSPEND;
        }
        return renewal.is(RequestState.ASKED) && renewal.isDue(limits.askAgain(), now) ? Move.ASK_AGAIN : Move.NOTHING;
    }
}

package gg.agis.billing.hold;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a request stands. Every way from one state to another is in one table, below. */
enum RequestState {
    /** Set aside in the treasury, until it is settled or has had its time. */
    HELD,
    /** Spent, all or in part; what was not is back. */
    POSTED,
    /** Nothing is held, and nothing will be. */
    VOIDED,
    /** Nobody settled it in time: it is back in the treasury. It may still be spent, if it is there. */
    EXPIRED,
    /** Paid at once, without a hold. */
    CHARGED;

    private static final Map<RequestState, Set<RequestState>> NEXT = new EnumMap<>(RequestState.class);

    static {
        allow(HELD, POSTED, VOIDED, EXPIRED);
        allow(EXPIRED, POSTED);
    }

    private static void allow(RequestState from, RequestState... to) {
        NEXT.put(from, EnumSet.copyOf(List.of(to)));
    }

    boolean leadsTo(RequestState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }
}

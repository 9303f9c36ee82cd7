package gg.agis.provisioning.funding;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How something stands that was asked of a treasury. What may follow what is in one table, below. */
public enum RequestState {
    /** The answer has not come. */
    ASKED,
    /** There was too little; asked again it is decided anew. */
    REFUSED,
    /** The treasury has set it aside. */
    HELD,
    /** What was held is to be spent; billing has the word. */
    USING,
    /** What was held is to go back; billing has the word. */
    RELEASING,
    /** What was held is spent. */
    POSTED,
    /** What was held has gone back, and is never held again. */
    VOIDED,
    /** Paid at once. */
    CHARGED,
    /** Not wanted any more, and refused the last time. */
    DROPPED;

    private static final Map<RequestState, Set<RequestState>> NEXT = new EnumMap<>(RequestState.class);

    static {
        allow(ASKED, REFUSED, HELD, RELEASING, VOIDED, POSTED, CHARGED);
        allow(REFUSED, ASKED, HELD, RELEASING, VOIDED, CHARGED, DROPPED);
        allow(HELD, USING, RELEASING, VOIDED, POSTED);
        allow(USING, POSTED, VOIDED);
        allow(RELEASING, VOIDED, POSTED);
        // It ran out before our use of it arrived, and was paid anew.
        allow(VOIDED, POSTED);
        // We asked twice: the first was refused, the second was paid.
        allow(DROPPED, CHARGED);
    }

    private static void allow(RequestState from, RequestState... to) {
        NEXT.put(from, EnumSet.copyOf(List.of(to)));
    }

    boolean leadsTo(RequestState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether something may still come of it without anybody asking again. */
    public boolean isOpen() {
        return this == ASKED || this == REFUSED || this == HELD || this == USING || this == RELEASING;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RequestState named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}

package gg.agis.provisioning.save;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How a save stands. Every way from one state to another is in one table, below, and once more in the database. */
public enum SaveState {
    REQUESTED,
    /** A job is at it, or will be. */
    RUNNING,
    /** It is in the storage. */
    MADE,
    /** It is in the storage, and not what was put there. */
    DAMAGED,
    /** Could not be made. */
    FAILED,
    /** Its time is over: it is not in the storage any more. */
    EXPIRED;

    private static final Map<SaveState, Set<SaveState>> NEXT = new EnumMap<>(SaveState.class);

    static {
        allow(REQUESTED, RUNNING);
        allow(RUNNING, MADE, FAILED);
        allow(MADE, DAMAGED, EXPIRED);
        allow(DAMAGED, EXPIRED);
    }

    private static void allow(SaveState from, SaveState... to) {
        NEXT.put(from, EnumSet.copyOf(List.of(to)));
    }

    boolean leadsTo(SaveState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether it is still to come. */
    boolean isOnTheWay() {
        return this == REQUESTED || this == RUNNING;
    }

    /** As the API and the database say it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SaveState named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}

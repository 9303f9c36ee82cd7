package gg.agis.provisioning.server;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How a server stands. Every way from one state to another is in one table, below, and once more in the database. */
public enum ServerState {
    /** Somebody wants it. */
    REQUESTED,
    /** Enough officers agree. */
    APPROVED,
    /** The treasury is asked to hold its price. */
    FUNDING,
    /** The money waits, and the game is made; only when it is paid does the server count as active. */
    STARTING,
    /** Runs, and is paid. */
    ACTIVE,
    /** Nobody played: the game is gone, its data is kept, and it costs nothing. */
    ASLEEP,
    /** The treasury could not pay: the game is gone, its data is kept for a while. */
    SUSPENDED,
    /** Is being taken down; what was asked of the treasury is settled first. */
    STOPPING,
    ENDED,
    /** Nobody wanted it enough. */
    REFUSED,
    /** Could not be brought to run, or broke. */
    FAILED;

    private static final Map<ServerState, Set<ServerState>> NEXT = new EnumMap<>(ServerState.class);

    static {
        allow(REQUESTED, APPROVED, REFUSED);
        allow(APPROVED, FUNDING, STOPPING);
        allow(FUNDING, STARTING, STOPPING);
        allow(STARTING, ACTIVE, ASLEEP, SUSPENDED, STOPPING);
        allow(ACTIVE, ASLEEP, SUSPENDED, STOPPING);
        allow(ASLEEP, STARTING, STOPPING);
        allow(SUSPENDED, STARTING, STOPPING);
        allow(STOPPING, ENDED, FAILED);
    }

    private static void allow(ServerState from, ServerState... to) {
        NEXT.put(from, EnumSet.copyOf(List.of(to)));
    }

    boolean leadsTo(ServerState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Nothing ever changes any more. */
    public boolean isFinal() {
        return !NEXT.containsKey(this);
    }

    /** Whether there is to be a game. */
    public boolean hasGame() {
        return this == STARTING || this == ACTIVE;
    }

    /** As the API and the database say it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ServerState named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}

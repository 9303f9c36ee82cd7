package gg.agis.e2e.servers;

import java.util.UUID;

/** A server that an officer asked for: what was said about it, as far as it was answered. */
final class Wish {

    static final String TEMPLATE = "terraria";

    private static final long SETUP_GC = 300;
    private static final long HOURLY_GC = 50;

    /** What it may cost at most. */
    static final long COST_MAX = SETUP_GC + 4 * HOURLY_GC;

    static final int HOURS_MAX = 3;

    private final Guild guild;
    private final int hours;
    private final String key = UUID.randomUUID().toString();
    private volatile String server = "";
    private volatile boolean approved;
    private volatile boolean extended;
    private volatile boolean terminated;

    Wish(Guild guild, int hours) {
        this.guild = guild;
        this.hours = hours;
    }

    Guild guild() {
        return guild;
    }

    int hours() {
        return hours;
    }

    /** Under which it is asked for, however often. */
    String key() {
        return key;
    }

    /** Empty as long as nobody has said that it was accepted. */
    String server() {
        return server;
    }

    void isServer(String id) {
        server = id;
    }

    boolean isApproved() {
        return approved;
    }

    void approved() {
        approved = true;
    }

    /** By an hour. */
    boolean isExtended() {
        return extended;
    }

    void extended() {
        extended = true;
    }

    boolean isTerminated() {
        return terminated;
    }

    void terminated() {
        terminated = true;
    }

    /**
     * What the guild is to have paid in the end. One that runs has all of its hours before it; one that was ended within
     * its first has used that one; one that never ran has cost nothing.
     */
    long cost(boolean everRan) {
        if (terminated) {
            return everRan ? SETUP_GC + HOURLY_GC : 0;
        }
        return SETUP_GC + HOURLY_GC * (hours + (extended ? 1 : 0));
    }

    @Override
    public String toString() {
        return "%s of guild %s (%d hours%s%s)"
                .formatted(
                        server.isEmpty() ? "a server" : server,
                        guild.id(),
                        hours,
                        extended ? ", extended" : "",
                        terminated ? ", terminated" : "");
    }
}

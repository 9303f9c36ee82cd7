package gg.agis.experiments.experiment;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where an experiment stands. Every way from one state to another is in one table, here and in the database. */
public enum Status {
    /** May still be edited; nobody knows of it. */
    DRAFT,
    RUNNING,
    /** Keeps whom it has, and admits nobody new. */
    PAUSED,
    COMPLETED,
    ARCHIVED;

    private static final Map<Status, Set<Status>> NEXT = new EnumMap<>(Status.class);

    static {
        allow(DRAFT, RUNNING, ARCHIVED);
        allow(RUNNING, PAUSED, COMPLETED);
        allow(PAUSED, RUNNING, COMPLETED);
        allow(COMPLETED, ARCHIVED);
    }

    private static void allow(Status from, Status... to) {
        NEXT.put(from, EnumSet.copyOf(List.of(to)));
    }

    public boolean mayBecome(Status next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether it has units, whether or not new ones are admitted. */
    public boolean isUnderWay() {
        return this == RUNNING || this == PAUSED;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

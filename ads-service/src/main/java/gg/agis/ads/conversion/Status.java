package gg.agis.ads.conversion;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where a conversion stands. */
public enum Status {
    REWARDED,
    HELD,
    REJECTED,
    REVERSED;

    private static final Map<Status, Set<Status>> NEXT = new EnumMap<>(Status.class);

    static {
        allow(HELD, REWARDED, REJECTED, REVERSED);
        allow(REWARDED, REVERSED);
        allow(REJECTED);
        allow(REVERSED);
    }

    private static void allow(Status from, Status... to) {
        var next = EnumSet.noneOf(Status.class);
        next.addAll(Set.of(to));
        NEXT.put(from, next);
    }

    boolean mayBecome(Status next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

package gg.agis.experiments.experiment;

import java.util.Locale;

/** A way from one state to another, by the name that operators have for it. */
public enum Edge {
    START(Status.RUNNING),
    PAUSE(Status.PAUSED),
    RESUME(Status.RUNNING),
    COMPLETE(Status.COMPLETED),
    ARCHIVE(Status.ARCHIVED);

    private final Status to;

    Edge(Status to) {
        this.to = to;
    }

    /** A draft is started, what was paused is resumed. */
    boolean leadsFrom(Status from) {
        return switch (this) {
                    case START -> from == Status.DRAFT;
                    case RESUME -> from == Status.PAUSED;
                    case PAUSE, COMPLETE, ARCHIVE -> true;
                }
                && from.mayBecome(to);
    }

    Status to() {
        return to;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

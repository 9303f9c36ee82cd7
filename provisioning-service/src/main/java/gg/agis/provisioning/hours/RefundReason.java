package gg.agis.provisioning.hours;

import java.util.Locale;

/** Why GC come back. */
enum RefundReason {
    ENDED,
    FAILED,
    /** Paid when it was not wanted any more. */
    LATE,
    ASLEEP,
    /** It was paid and did not run. */
    SLA;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package gg.agis.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.e2e.CrashPoint;
import gg.agis.e2e.Suite;
import gg.agis.e2e.WithSuite;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Callbacks arrive while their way is cut again and again, at named steps and at random. */
@WithSuite(Suite.FAULTS)
@Order(3)
class CallbackFaultsIT {

    /** Those on a conversion's way, and what they live on. */
    private static final List<String> VICTIMS = List.of("postgres", "kafka", "gateway", "ads", "billing");

    private static final int PLAYERS = 50;
    private static final int CONVERSIONS = Suite.NIGHTLY ? 10_000 : 2_000;
    private static final int KILLS = Suite.NIGHTLY ? 100 : 22;

    @Test
    void everyConversionIsCreditedOnceAndInOrderHoweverOftenProcessesDie(Suite suite) throws InterruptedException {
        var outcome = new FaultRun(suite, PLAYERS, CONVERSIONS).under(List.of(CrashPoint.values()), VICTIMS, KILLS);

        assertThat(outcome.findings()).as("with -Dagis.seed=%d", outcome.seed()).isEmpty();
        assertThat(outcome.kills()).isGreaterThanOrEqualTo(KILLS);
        assertThat(outcome.conversions()).isGreaterThanOrEqualTo(CONVERSIONS);
    }
}

package gg.agis.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.e2e.CrashPoint;
import gg.agis.e2e.Suite;
import gg.agis.e2e.WithSuite;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The run of {@link CallbackFaultsIT}, shorter, against a suite that lacks one of its guards: the oracle must see it. The
 * guards are taken away from outside, by a superuser or an agent; no product code knows how. What one test takes away
 * stays away for those after it, each of which hurts in its own way.
 */
@WithSuite("mutants")
@Order(5)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MutantsIT {

    private static final int PLAYERS = 20;
    private static final int CONVERSIONS = 300;

    @Test
    @Order(1)
    void theShorterRunIsSoundAsLongAsNothingIsMissing(Suite suite) throws InterruptedException {
        var outcome = run(suite, CrashPoint.BILLING_AFTER_POLL_BEFORE_WORK);

        assertThat(outcome.findings()).as("with -Dagis.seed=%d", outcome.seed()).isEmpty();
    }

    @Test
    @Order(2)
    void offsetsCommittedBeforeTheWorkLoseWhatWasPolledWhenTheProcessDies(Suite suite) throws InterruptedException {
        suite.crashes().commitOffsetsFirst(true);
        FaultRun.Outcome outcome;
        try {
            outcome = run(suite, CrashPoint.BILLING_AFTER_POLL_BEFORE_WORK);
        } finally {
            suite.crashes().commitOffsetsFirst(false);
        }

        assertThat(outcome.findings())
                .anySatisfy(finding -> assertThat(finding).startsWith("lost: "))
                .anySatisfy(finding -> assertThat(finding).startsWith("wallet of "));
    }

    @Test
    @Order(3)
    void withoutInboxARedeliveryIsAppliedTwice(Suite suite) throws InterruptedException, SQLException {
        // Without its key the inbox takes every delivery for a new one. Behind it stands the ledger's own register,
        // whose permanent key refuses a cause that is already posted: with the register in place the money would stay
        // right and only the inbox would tell of the double. So both are taken away.
        suite.execute("ALTER TABLE billing.inbox DROP CONSTRAINT inbox_pkey");
        withoutRegister(suite);

        var outcome = run(suite, CrashPoint.BILLING_AFTER_COMMIT_BEFORE_OFFSETS);

        assertThat(outcome.findings())
                .anySatisfy(finding -> assertThat(finding).startsWith("applied 2 times"))
                .anySatisfy(finding -> assertThat(finding).startsWith("transferred 2 times"))
                .anySatisfy(finding -> assertThat(finding).startsWith("wallet of "));
    }

    @Test
    @Order(4)
    void withoutUniqueKeyADoubledCallbackIsCreditedTwice(Suite suite) throws InterruptedException, SQLException {
        // The look-up under the player's lock reads the same table as the key guards: it must find nothing, or it
        // would still tell most doubles. What stands behind both is the ledger's register, by the conversion's id.
        suite.execute("ALTER TABLE ads.conversion_keys DROP CONSTRAINT conversion_keys_pkey CASCADE", """
                CREATE FUNCTION ads.forget_keys() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
                'BEGIN DELETE FROM ads.conversion_keys; RETURN NULL; END'""", """
                CREATE TRIGGER forget_keys AFTER INSERT ON ads.conversion_keys
                FOR EACH STATEMENT EXECUTE FUNCTION ads.forget_keys()""");
        withoutRegister(suite);

        var outcome = run(suite, CrashPoint.ADS_AFTER_COMMIT_BEFORE_ANSWER);

        assertThat(outcome.findings())
                .anySatisfy(finding -> assertThat(finding).startsWith("answered 'credited' "))
                .anySatisfy(finding -> assertThat(finding).startsWith("stored 2 times"))
                .anySatisfy(finding -> assertThat(finding).startsWith("published 2 times in ads.conversions"))
                .anySatisfy(finding -> assertThat(finding).startsWith("wallet of "));
    }

    /** Neither its key refuses a second transfer, nor does the look-up under the accounts' locks find the first. */
    private static void withoutRegister(Suite suite) throws SQLException {
        suite.execute(
                "ALTER TABLE billing.transfers DROP CONSTRAINT IF EXISTS transfers_pkey CASCADE",
                "ALTER TABLE billing.transfers ENABLE ROW LEVEL SECURITY",
                "DROP POLICY IF EXISTS write_only ON billing.transfers",
                "CREATE POLICY write_only ON billing.transfers FOR INSERT TO billing_app WITH CHECK (true)",
                // What checks the postings must still see what they belong to.
                "ALTER FUNCTION billing.refuse_unsound_postings() SECURITY DEFINER");
    }

    private static FaultRun.Outcome run(Suite suite, CrashPoint point) throws InterruptedException {
        return new FaultRun(suite, PLAYERS, CONVERSIONS).under(List.of(point), List.of(), 1);
    }
}

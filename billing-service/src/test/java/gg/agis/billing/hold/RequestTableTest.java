package gg.agis.billing.hold;

import static gg.agis.billing.hold.AskFixture.aServer;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.sandbox.junit.TestPostgres;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What the database itself keeps, whoever writes. */
@BillingServiceTest
class RequestTableTest {

    private static final Pattern WORD = Pattern.compile("'([A-Z]+)'");

    @Autowired
    private Requests requests;

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final AskFixture server = aServer().withoutHurry();

    @AfterEach
    void forget() {
        RequestRows.forget(server.requestId());
    }

    @Test
    void theTableKnowsTheSameStatesAsTheCode() {
        var check = jdbc.sql(
                        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'requests_state_check'")
                .query(String.class)
                .single();

        assertThat(WORD.matcher(check).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(RequestState.values()).map(Enum::name).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state = 'PAID'",
                "state = 'POSTED', posted = 81",
                "state = 'POSTED', posted = -1",
                "state = 'POSTED', posted = 50, refunded = 51",
                "state = 'POSTED', posted = 50, refunded = -1",
                "state = 'CHARGED', posted = 79",
                "posted = 1",
                "state = 'VOIDED'",
                "void_reason = 'released'",
                "kind = NULL",
                "kind = 'daily'",
                "amount = 0",
                "expires_at = NULL"
            })
    void theTableRefusesWhatCannotBe(String change) throws SQLException {
        stored(Request.held(server.requestId(), server.owner(), Terms.of(server.hold())));

        assertThatRefused("billing_owner", "UPDATE requests SET " + change + " WHERE request_id = '%s'")
                .withMessageContaining("violates check constraint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM requests WHERE request_id = '%s'",
                "TRUNCATE requests",
                "UPDATE requests SET amount = 1 WHERE request_id = '%s'",
                "UPDATE requests SET account_id = uuidv7() WHERE request_id = '%s'",
                "UPDATE requests SET expires_at = now() WHERE request_id = '%s'"
            })
    void theServicesOwnLoginCannotForgetOrRewriteARequest(String statement) throws SQLException {
        stored(Request.held(server.requestId(), server.owner(), Terms.of(server.hold())));

        assertThatRefused("billing_app", statement).withMessageContaining("permission denied");
    }

    @Test
    void whatIsStoredIsFoundAsItWas() {
        var held = Request.held(server.requestId(), server.owner(), Terms.of(server.hold()));
        stored(held);
        stored(found().posting(50));
        stored(found().refunding(20));

        assertThat(found())
                .isEqualTo(new Request(held.id(), held.owner(), held.terms(), RequestState.POSTED, 50, 20, null, 3));
    }

    @Test
    void whatNobodyAskedForIsFoundWithoutTerms() {
        var unknown = Request.neverAskedFor(server.requestId(), server.owner(), Request.RELEASED);
        stored(unknown);

        assertThat(found().terms()).isNull();
        assertThat(found().answer()).isEqualTo(unknown.answer());
    }

    @Test
    void whoDecidedOnAnOlderRowStoresNothing() {
        var held = Request.held(server.requestId(), server.owner(), Terms.of(server.hold()));
        stored(held);
        stored(found().voiding(Request.RELEASED));

        assertThatExceptionOfType(OptimisticLockingFailureException.class).isThrownBy(() -> stored(held));
        assertThat(found().state()).isEqualTo(RequestState.VOIDED);
    }

    @Test
    void aLookForWhatIsDueReadsTheIndexOfHoldsAlone() {
        var plans = transaction.execute(status -> {
            // Of the few rows of a test any way is quick; what counts is that there is one in the index's own order.
            jdbc.sql("SET LOCAL enable_seqscan = off").update();
            jdbc.sql("SET LOCAL enable_bitmapscan = off").update();
            return List.of(
                    planOf("SELECT expires_at FROM requests WHERE state = 'HELD' ORDER BY expires_at LIMIT 1"),
                    planOf("""
                            SELECT * FROM requests WHERE state = 'HELD' AND expires_at <= now()
                             ORDER BY expires_at LIMIT 200 FOR UPDATE SKIP LOCKED"""),
                    planOf("SELECT account_id, sum(amount) FROM requests WHERE state = 'HELD' GROUP BY account_id"));
        });

        assertThat(plans)
                .allSatisfy(plan -> assertThat(plan).contains("requests_held").doesNotContain("Sort Key: expires_at"));
    }

    private String planOf(String query) {
        return String.join(
                "\n", jdbc.sql("EXPLAIN " + query).query(String.class).list());
    }

    private void stored(Request request) {
        transaction.executeWithoutResult(status -> {
            ledger.post(Transfer.ofGc(
                    Owner.OPERATORS, server.owner(), 1, TransferKind.GRANT, server.guildId(), "opens the account"));
            requests.store(List.of(request), Instant.parse("2026-11-21T12:00:00Z"));
        });
    }

    private Request found() {
        var found = transaction.execute(
                status -> requests.lock(List.of(server.requestId())).get(server.requestId()));
        return requireNonNull(found);
    }

    private ThrowableAssertAlternative<SQLException> assertThatRefused(String login, String statement)
            throws SQLException {
        try (var connection = TestPostgres.connectAs(login);
                var attempt = connection.createStatement()) {
            return assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> attempt.execute(statement.formatted(server.requestId())));
        }
    }
}

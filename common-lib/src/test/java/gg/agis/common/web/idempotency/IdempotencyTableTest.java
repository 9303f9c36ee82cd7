package gg.agis.common.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.schema.TestSchema;
import gg.agis.sandbox.junit.WithPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@WithPostgres(schema = "usage")
class IdempotencyTableTest {

    private static final StoredAnswer PAID = new StoredAnswer(201, "application/json", "/here", "{}");
    private static final String SOMEBODY = "player:1";
    private static final String BODY = "00".repeat(32);

    private final TestSchema schema = TestSchema.of("usage");
    private final IdempotencyTable table =
            new IdempotencyTable(JdbcClient.create(schema.dataSource()), Duration.ofSeconds(60));
    private final UUID key = UUID.randomUUID();
    private final UUID mine = UUID.randomUUID();
    private final UUID theirs = UUID.randomUUID();

    @BeforeEach
    void empty() {
        schema.clear("idempotency");
    }

    @Test
    void ofManyAtOnceOneTakesTheKey() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var claims = IntStream.range(0, 20)
                    .<Callable<Claim>>mapToObj(n -> () -> claim(key, BODY, UUID.randomUUID()))
                    .toList();

            var outcomes =
                    threads.invokeAll(claims).stream().map(Future::resultNow).toList();

            assertThat(outcomes).filteredOn(Claim.Taken.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(Claim.InProgress.class::isInstance).hasSize(19);
        }
    }

    @Test
    void onlyTheMoneysOwnCommitWaitsForTheDisk() {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(schema.dataSource()));

        assertThat(transaction.<List<String>>execute(status -> {
                    claim(key, BODY, mine);
                    var claiming = synchronousCommit();
                    answer(mine);
                    return List.of(claiming, synchronousCommit());
                }))
                .containsExactly("off", "off");
        assertThat(synchronousCommit()).isEqualTo("on");
    }

    private String synchronousCommit() {
        return Objects.requireNonNull(
                schema.jdbc().queryForObject("SELECT current_setting('synchronous_commit')", String.class));
    }

    @Test
    void aLeaseThatRanOutIsTakenOverAndItsFirstHolderMayNotAnswer() {
        claim(key, BODY, mine);
        schema.asOwner("UPDATE idempotency SET lease_until = now() - interval '1 second'");

        assertThat(claim(key, BODY, theirs)).isInstanceOf(Claim.Taken.class);
        answer(mine);
        table.giveUp(key, mine);
        assertThat(claim(key, BODY, mine)).isInstanceOf(Claim.InProgress.class);

        answer(theirs);
        assertThat(claim(key, BODY, mine)).isEqualTo(new Claim.Answered(PAID));
    }

    @Test
    void anotherBodyTakesOverNoLease() {
        claim(key, BODY, mine);
        schema.asOwner("UPDATE idempotency SET lease_until = now() - interval '1 second'");
        var other = "01".repeat(32);

        assertThat(claim(key, other, theirs)).isInstanceOf(Claim.Reused.class);
    }

    @Test
    void whatWasGivenUpIsAsGoodAsNeverUsed() {
        claim(key, BODY, mine);
        table.giveUp(key, mine);

        assertThat(claim(key, BODY, theirs)).isInstanceOf(Claim.Taken.class);
    }

    @Test
    void anAnswerIsNotGivenUp() {
        claim(key, BODY, mine);
        answer(mine);
        table.giveUp(key, mine);

        assertThat(claim(key, BODY, theirs)).isEqualTo(new Claim.Answered(PAID));
    }

    @Test
    void answersStayForNinetyDaysAndThenLeave() {
        List.of("89 days", "91 days", "400 days").forEach(age -> {
            var id = UUID.randomUUID();
            claim(id, BODY, mine);
            schema.asOwner(
                    "UPDATE idempotency SET created_at = now() - interval '%s' WHERE id = '%s'".formatted(age, id));
        });

        new IdempotencyPurge(table).make();

        assertThat(schema.jdbc().queryForObject("SELECT count(*) FROM idempotency", Long.class))
                .isEqualTo(1);
    }

    @Test
    void whatWasAnsweredToOneWhoIsForgottenLeavesAndNothingElse() {
        var anothers = UUID.randomUUID();
        claim(key, BODY, mine);
        answer(mine);
        table.claim(List.of(new Wanted(new IdempotencyKey(anothers, "player:12", BODY), mine)));

        table.forget(SOMEBODY);

        assertThat(schema.jdbc().queryForList("SELECT id FROM idempotency", UUID.class))
                .containsExactly(anothers);
    }

    @Test
    void ofSeveralInOneStatementTheFirstTakesTheKeyAndEachOtherHearsWhatHolds() {
        var free = UUID.randomUUID();
        var answered = UUID.randomUUID();
        claim(answered, BODY, mine);
        table.answer(List.of(new Finished(answered, mine, PAID)));

        var claims = table.claim(List.of(
                new Wanted(new IdempotencyKey(key, SOMEBODY, BODY), mine),
                new Wanted(new IdempotencyKey(key, SOMEBODY, BODY), theirs),
                new Wanted(new IdempotencyKey(key, SOMEBODY, "01".repeat(32)), UUID.randomUUID()),
                new Wanted(new IdempotencyKey(answered, SOMEBODY, BODY), theirs),
                new Wanted(new IdempotencyKey(free, SOMEBODY, BODY), UUID.randomUUID())));

        assertThat(claims)
                .containsExactly(
                        new Claim.Taken(),
                        new Claim.InProgress(),
                        new Claim.Reused(),
                        new Claim.Answered(PAID),
                        new Claim.Taken());
    }

    private Claim claim(UUID id, String bodyHash, UUID leaseId) {
        return table.claim(List.of(new Wanted(new IdempotencyKey(id, SOMEBODY, bodyHash), leaseId)))
                .getFirst();
    }

    private void answer(UUID leaseId) {
        table.answer(List.of(new Finished(key, leaseId, PAID)));
    }
}

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
    private static final byte[] BODY = new byte[32];

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
                    .<Callable<Claim>>mapToObj(n -> () -> table.claim(key, SOMEBODY, BODY, UUID.randomUUID()))
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
                    table.claim(key, SOMEBODY, BODY, mine);
                    var claiming = synchronousCommit();
                    table.answer(key, mine, PAID);
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
        table.claim(key, SOMEBODY, BODY, mine);
        schema.asOwner("UPDATE idempotency SET lease_until = now() - interval '1 second'");

        assertThat(table.claim(key, SOMEBODY, BODY, theirs)).isInstanceOf(Claim.Taken.class);
        table.answer(key, mine, PAID);
        table.giveUp(key, mine);
        assertThat(table.claim(key, SOMEBODY, BODY, mine)).isInstanceOf(Claim.InProgress.class);

        table.answer(key, theirs, PAID);
        assertThat(table.claim(key, SOMEBODY, BODY, mine)).isEqualTo(new Claim.Answered(PAID));
    }

    @Test
    void anotherBodyTakesOverNoLease() {
        table.claim(key, SOMEBODY, BODY, mine);
        schema.asOwner("UPDATE idempotency SET lease_until = now() - interval '1 second'");
        byte[] other = new byte[32];
        other[0] = 1;

        assertThat(table.claim(key, SOMEBODY, other, theirs)).isInstanceOf(Claim.Reused.class);
    }

    @Test
    void whatWasGivenUpIsAsGoodAsNeverUsed() {
        table.claim(key, SOMEBODY, BODY, mine);
        table.giveUp(key, mine);

        assertThat(table.claim(key, SOMEBODY, BODY, theirs)).isInstanceOf(Claim.Taken.class);
    }

    @Test
    void anAnswerIsNotGivenUp() {
        table.claim(key, SOMEBODY, BODY, mine);
        table.answer(key, mine, PAID);
        table.giveUp(key, mine);

        assertThat(table.claim(key, SOMEBODY, BODY, theirs)).isEqualTo(new Claim.Answered(PAID));
    }

    @Test
    void answersStayForNinetyDaysAndThenLeave() {
        List.of("89 days", "91 days", "400 days").forEach(age -> {
            var id = UUID.randomUUID();
            table.claim(id, SOMEBODY, BODY, mine);
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
        table.claim(key, SOMEBODY, BODY, mine);
        table.answer(key, mine, PAID);
        table.claim(anothers, "player:12", BODY, mine);

        table.forget(SOMEBODY);

        assertThat(schema.jdbc().queryForList("SELECT id FROM idempotency", UUID.class))
                .containsExactly(anothers);
    }
}

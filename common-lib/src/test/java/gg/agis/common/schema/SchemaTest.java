package gg.agis.common.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.junit.WithPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

@WithPostgres(schema = "billing")
class SchemaTest {

    @Test
    void aServiceThatDoesNotMigrateIsUnreadyUntilOthersHave() {
        TestSchema.of("billing");
        Schema waiting = new Schema(false);
        waiting.migrate(asUser("billing_app"));
        assertThat(waiting.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("older"));

        new Schema(true).migrate(asUser("billing_owner"));

        await().until(() -> waiting.problem().isEmpty());
        assertThat(waiting.whenCurrent().toCompletableFuture()).isDone();
        assertThat(waiting.name()).isEqualTo("schema");
    }

    @Test
    void whatEveryServiceHasIsKeptApartFromWhatIsItsOwn() {
        TestSchema schema = TestSchema.of("billing");
        new Schema(true).migrate(asUser("billing_owner"));

        assertThat(schema.jdbc()
                        .queryForObject(
                                "SELECT count(*) FROM common_schema_history WHERE script LIKE '%outbox%'", Long.class))
                .isEqualTo(1);
        assertThat(schema.jdbc()
                        .queryForObject("SELECT count(*) FROM schema_test_history WHERE version = '1'", Long.class))
                .isEqualTo(1);
    }

    @Test
    void aServiceThatStopsWaitsNoLonger() {
        Schema waiting = new Schema(false);
        waiting.destroy();

        assertThat(waiting.whenCurrent().toCompletableFuture()).isCompletedExceptionally();
    }

    private static Flyway asUser(String login) {
        return Flyway.configure()
                .dataSource(TestPostgres.jdbcUrl(), login, TestPostgres.PASSWORD)
                .locations("classpath:schema-test")
                .table("schema_test_history")
                .load();
    }
}

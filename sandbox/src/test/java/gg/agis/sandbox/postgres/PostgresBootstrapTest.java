package gg.agis.sandbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.agis.sandbox.junit.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresBootstrapTest {

    private static final String REFUSED = "42501";

    @BeforeEach
    void billingHasMigrated() throws SQLException {
        as("billing_owner", "CREATE TABLE postings (id bigint GENERATED ALWAYS AS IDENTITY, amount bigint)");
        as(
                "billing_owner",
                "CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS 'SELECT sum(amount)::bigint FROM postings'");
    }

    @AfterEach
    void clear() throws SQLException {
        as("billing_owner", "DROP FUNCTION total()");
        as("billing_owner", "DROP TABLE postings");
    }

    @Test
    void theAppUsesWhatItsOwnerMade() throws SQLException {
        as("billing_app", "INSERT INTO postings (amount) VALUES (5), (7)");
        as("billing_app", "UPDATE postings SET amount = 6 WHERE amount = 5");
        as("billing_app", "DELETE FROM postings WHERE amount = 7");

        assertThat(valueAs("billing_app", "SELECT total()")).isEqualTo("6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE postings SET amount = 0", "DELETE FROM postings", "TRUNCATE postings"})
    void whatAMigrationRevokedTheAppIsRefused(String change) throws SQLException {
        as("billing_owner", "REVOKE UPDATE, DELETE, TRUNCATE ON postings FROM billing_app");
        as("billing_app", "INSERT INTO postings (amount) VALUES (5)");

        assertRefused(() -> as("billing_app", change));
    }

    @Test
    void bootstrappingAgainGivesNothingBackThatAMigrationRevoked() throws SQLException {
        as("billing_owner", "REVOKE UPDATE, DELETE, TRUNCATE ON postings FROM billing_app");

        try (Connection administrator = TestPostgres.superuser()) {
            PostgresBootstrap.run(administrator, login -> TestPostgres.PASSWORD);
        }

        assertRefused(() -> as("billing_app", "DELETE FROM postings"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ads_app     | SELECT * FROM billing.postings
                    ads_owner   | SELECT * FROM billing.postings
                    ads_app     | SELECT billing.total()
                    ads_app     | INSERT INTO billing.postings (amount) VALUES (1)
                    ads_owner   | CREATE TABLE billing.mine (id int)
                    ads_owner   | ALTER TABLE billing.postings ADD COLUMN mine int
                    ads_app     | CREATE TABLE ads.mine (id int)
                    ads_app     | CREATE TABLE billing.mine (id int)
                    ads_app     | CREATE TABLE public.mine (id int)
                    ads_owner   | CREATE TABLE public.mine (id int)
                    ads_app     | CREATE TEMPORARY TABLE mine (id int)
                    ads_app     | CREATE SCHEMA mine
                    ads_owner   | CREATE SCHEMA mine
                    ads_owner   | CREATE ROLE mine
                    ads_app     | SET ROLE ads_owner
                    ads_owner   | SET ROLE billing_owner
                    billing_app | ALTER TABLE billing.postings DISABLE TRIGGER ALL
                    billing_app | TRUNCATE billing.postings
                    """)
    void nobodyReachesBeyondTheirOwn(String login, String statement) {
        assertRefused(() -> as(login, statement));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ads_app", "ads_owner"})
    void aLoginFindsOnlyItsOwnSchemaAmongTheTables(String login) throws SQLException {
        assertThat(valueAs(login, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'billing'"))
                .isEqualTo("0");
        assertThat(valueAs(login, "SHOW search_path")).isEqualTo("ads");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "template1"})
    void aLoginEntersNoOtherDatabase(String database) {
        String elsewhere = TestPostgres.jdbcUrl().replaceAll("/[a-z]+$", "/" + database);

        assertRefused(() -> DriverManager.getConnection(elsewhere, "ads_app", TestPostgres.PASSWORD)
                .close());
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> DriverManager.getConnection(TestPostgres.jdbcUrl(), "ads_app", "guessed"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void nothingIsGrantedToPublic() throws SQLException {
        assertThat(valueAs("postgres", """
                                SELECT count(*) FROM pg_class c, aclexplode(c.relacl) granted
                                WHERE granted.grantee = 0 AND c.relnamespace::regnamespace::text NOT IN
                                    ('pg_catalog', 'information_schema')""")).isEqualTo("0");
        assertThat(valueAs("postgres", """
                                SELECT count(*) FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) granted
                                WHERE granted.grantee = 0 AND p.pronamespace = 'billing'::regnamespace""")).isEqualTo("0");
        assertThat(valueAs("postgres", """
                                SELECT count(*) FROM pg_namespace n, aclexplode(n.nspacl) granted
                                WHERE granted.grantee = 0 AND n.nspname NOT IN ('pg_catalog', 'information_schema')""")).isEqualTo("0");
    }

    @Test
    void aMissingPasswordIsSaid() throws SQLException {
        try (Connection administrator = TestPostgres.superuser()) {
            assertThatThrownBy(() -> PostgresBootstrap.run(administrator, login -> ""))
                    .hasMessageContaining("agis.ads_owner_password is missing");
        }
    }

    private static void as(String login, String statement) throws SQLException {
        try (Connection connection = TestPostgres.connectAs(login);
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    private static String valueAs(String login, String query) throws SQLException {
        try (Connection connection = TestPostgres.connectAs(login);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return Objects.requireNonNull(found.getString(1));
        }
    }

    private static void assertRefused(ThrowingCallable statement) {
        assertThatThrownBy(statement)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(REFUSED));
    }
}

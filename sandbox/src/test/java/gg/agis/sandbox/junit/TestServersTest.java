package gg.agis.sandbox.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithPostgres(schema = "ads")
@WithKafka
@TestInstance(Lifecycle.PER_CLASS)
class TestServersTest {

    // Where Spring's context is made when there is one instance per class.
    private final String urlAtConstruction = System.getProperty("spring.datasource.url", "none");

    @Test
    void theServiceConnectsAsItsAppAndMigratesAsItsOwner() throws SQLException {
        assertThat(userOf("spring.datasource.url", "spring.datasource.username", "spring.datasource.password"))
                .isEqualTo("ads_app");
        assertThat(userOf("spring.flyway.url", "spring.flyway.user", "spring.flyway.password"))
                .isEqualTo("ads_owner");
        assertThat(urlAtConstruction).isEqualTo(TestPostgres.jdbcUrl());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
    void testsAreAsDurableAsProduction(String setting) throws SQLException {
        try (Connection connection = TestPostgres.superuser()) {
            assertThat(value(connection, "SHOW " + setting)).isEqualTo("on");
        }
    }

    @Test
    void theBrokerAnswersAndStartsWithoutTopics() throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", System.getProperty("spring.kafka.bootstrap-servers")))) {
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    @Test
    void aPostgresThatWasHurtComesBackOnItsPortWithItsData() throws SQLException {
        try (Connection owner = TestPostgres.connectAs("ads_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE facts AS SELECT 1 AS id");
        }

        TestPostgres.kill();
        assertThatThrownBy(() -> TestPostgres.superuser().close()).isInstanceOf(SQLException.class);
        TestPostgres.start();
        TestPostgres.stop();
        TestPostgres.start();

        try (Connection app = TestPostgres.connectAs("ads_app")) {
            TestPostgres.freeze();
            assertThat(app.isValid(1)).isFalse();
            TestPostgres.thaw();
        }
        try (Connection owner = TestPostgres.connectAs("ads_owner");
                Statement statement = owner.createStatement()) {
            assertThat(value(owner, "SELECT id FROM facts")).isEqualTo("1");
            statement.execute("DROP TABLE facts");
        }
    }

    @Test
    void aKafkaThatWasHurtComesBackOnItsPort() throws Exception {
        String cluster = clusterId();

        TestKafka.freeze();
        // The signal is sent; its threads stop one after the other.
        await().untilAsserted(
                        () -> assertThatThrownBy(TestServersTest::clusterId).isInstanceOf(ExecutionException.class));
        TestKafka.kill();
        TestKafka.start();
        TestKafka.stop();
        TestKafka.start();

        assertThat(clusterId()).isEqualTo(cluster);
    }

    private static String clusterId() throws Exception {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers",
                TestKafka.bootstrapServers(),
                "default.api.timeout.ms",
                1_000,
                "request.timeout.ms",
                1_000))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static String userOf(String url, String user, String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                System.getProperty(url), System.getProperty(user), System.getProperty(password))) {
            return value(connection, "SELECT current_user");
        }
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getString(1);
        }
    }
}

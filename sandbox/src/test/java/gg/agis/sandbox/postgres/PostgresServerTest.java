package gg.agis.sandbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.agis.sandbox.process.Ports;
import gg.agis.sandbox.process.ProgramFailedException;
import gg.agis.sandbox.process.RunningProgram;
import gg.agis.sandbox.supervision.ProcessIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    @TempDir
    static Path directory;

    private static PostgresServer server;
    private static RunningProgram program;

    @BeforeAll
    static void start() throws SQLException {
        server = serverOn(directory.resolve("data"), Ports.free());
        program = new RunningProgram(server, directory.resolve("log"));
        program.start();
        execute("CREATE TABLE facts (id int)");
        execute("INSERT INTO facts VALUES (1)");
    }

    // Some tests leave it down.
    @BeforeEach
    void startAgain() {
        program.start();
    }

    @AfterAll
    static void stop() {
        program.stop();
        server.close();
    }

    @Test
    void whatWasCommittedIsThereAfterAKill() throws SQLException {
        program.kill();
        program.start();

        assertThat(facts()).isEqualTo(1);
    }

    @Test
    void aQuickStopEndsSessionsInsteadOfWaitingForThem() throws SQLException {
        try (Connection open = server.superuser("postgres")) {
            program.stop();

            assertThat(program.isAlive()).isFalse();
            assertThat(open.isValid(1)).isFalse();
        }
        assertThat(log()).contains("received fast shutdown request");
    }

    @Test
    void aPidFileWhoseNumberAnotherProcessHasByNowIsNoHindrance() throws IOException, SQLException {
        program.kill();
        Path pidFile = directory.resolve("data/postmaster.pid");
        String stale = Files.readString(pidFile);
        Process another = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(pidFile, stale.replaceFirst("^\\d+", Long.toString(another.pid())));

            program.start();

            assertThat(facts()).isEqualTo(1);
        } finally {
            another.destroy();
        }
    }

    @Test
    void aServerThatAKilledStackLeftBehindIsEndedBeforeTheNextStart() throws SQLException {
        ProcessIdentity left = ProcessIdentity.of(program.pid()).orElseThrow();
        server.close();

        PostgresServer next = serverOn(directory.resolve("data"), server.port());
        RunningProgram nextProgram = new RunningProgram(next, directory.resolve("log"));
        try (next) {
            nextProgram.start();

            assertThat(left.running()).isEmpty();
            assertThat(facts()).isEqualTo(1);
        } finally {
            nextProgram.kill();
        }
    }

    @Test
    void aDirectoryInUseIsRefused() {
        try (PostgresServer second = serverOn(directory.resolve("data"), Ports.free())) {
            assertThatThrownBy(second::prepare)
                    .isInstanceOf(ProgramFailedException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void anotherServerOnThePortIsNotTakenForOurs() {
        try (PostgresServer impostor = serverOn(directory.resolve("other"), server.port())) {
            assertThatThrownBy(() -> impostor.awaitReady(Duration.ofSeconds(5), () -> true))
                    .isInstanceOf(ProgramFailedException.class)
                    .hasMessageContaining("another PostgreSQL");
        }
    }

    @Test
    void aServerThatCannotStartSaysWhy() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                PostgresServer second = serverOn(directory.resolve("other"), taken.getLocalPort())) {
            RunningProgram cannotBind = new RunningProgram(second, directory.resolve("other.log"));

            assertThatThrownBy(cannotBind::start)
                    .isInstanceOf(ProgramFailedException.class)
                    .hasMessageContaining("postgres ended before it was ready")
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void aFrozenServerAnswersAgainOnceThawed() throws SQLException {
        try (Connection connection = server.superuser("postgres")) {
            program.freeze();
            assertThat(connection.isValid(1)).isFalse();
        }

        program.thaw();

        assertThat(facts()).isEqualTo(1);
    }

    @Test
    void theServerListensOnThisMachineAloneAndKeepsItsPromises() throws SQLException {
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting("unix_socket_directories")).isEmpty();
        assertThat(setting("max_connections")).isEqualTo("300");
        assertThat(List.of("fsync", "synchronous_commit", "full_page_writes"))
                .allSatisfy(promise -> assertThat(setting(promise)).isEqualTo("on"));
    }

    @Test
    void binariesAreUnpackedWholeAndNothingElseIsLeft() throws IOException {
        Path cache = directory.resolve("cache");

        Path home = PostgresBinaries.unpackedUnder(cache);

        assertThat(home).isEqualTo(cache.resolve("postgres-18.6.0"));
        assertThat(home.resolve("bin/postgres")).isExecutable();
        assertThat(cache).isDirectoryNotContaining(left -> !left.equals(home));
    }

    @Test
    void ofTwoWhoUnpackAtOnceTheSlowerThrowsItsCopyAway() throws IOException {
        Path home = Files.createDirectories(directory.resolve("race/home"));
        Files.writeString(home.resolve("program"), "the quicker one's");
        Path fresh = Files.createDirectories(directory.resolve("race/fresh"));
        Files.writeString(fresh.resolve("program"), "the slower one's");

        PostgresBinaries.moveUnlessThere(fresh, home);

        assertThat(fresh).doesNotExist();
        assertThat(home.resolve("program")).hasContent("the quicker one's");
    }

    @Test
    void anAdministratorWhoIsNoSuperuserBootstrapsAsWell() throws SQLException {
        execute("CREATE ROLE administrator LOGIN CREATEROLE PASSWORD 'secret'");
        execute("CREATE DATABASE agis OWNER administrator");
        String url = server.jdbcUrl(PostgresBootstrap.DATABASE);

        for (int run = 1; run <= 2; run++) {
            try (Connection administrator = DriverManager.getConnection(url, "administrator", "secret")) {
                PostgresBootstrap.run(administrator, login -> "secret of " + login);
            }
        }

        try (Connection owner = DriverManager.getConnection(url, "ads_owner", "secret of ads_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE facts (id int)");
        }
        try (Connection app = DriverManager.getConnection(url, "ads_app", "secret of ads_app");
                Statement statement = app.createStatement()) {
            assertThat(statement.executeUpdate("INSERT INTO facts VALUES (1)")).isEqualTo(1);
        }
    }

    private static PostgresServer serverOn(Path data, int port) {
        return new PostgresServer(PostgresSettings.of(data, port, "secret"));
    }

    private static String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int facts() throws SQLException {
        return Integer.parseInt(value("SELECT count(*) FROM facts"));
    }

    private static String setting(String name) throws SQLException {
        return value("SHOW " + name);
    }

    private static String value(String query) throws SQLException {
        try (Connection connection = server.superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getString(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server.superuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

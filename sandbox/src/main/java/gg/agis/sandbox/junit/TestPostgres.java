package gg.agis.sandbox.junit;

import gg.agis.sandbox.postgres.PostgresBootstrap;
import gg.agis.sandbox.postgres.PostgresServer;
import gg.agis.sandbox.postgres.PostgresSettings;
import gg.agis.sandbox.process.Ports;
import gg.agis.sandbox.process.ProgramFailedException;
import gg.agis.sandbox.process.RunningProgram;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The PostgreSQL of this JVM's tests, started by whoever asks first; a database with every schema and login. */
public final class TestPostgres {

    /** Of every login, the superuser's as well. */
    public static final String PASSWORD = "test";

    private static final int CONNECTIONS_MAX = 100;

    private TestPostgres() {}

    public static String jdbcUrl() {
        return Holder.SERVER.jdbcUrl(PostgresBootstrap.DATABASE);
    }

    public static String hostAndPort() {
        return "127.0.0.1:" + Holder.SERVER.port();
    }

    /** As a service connects: {@code ads_app} and its like. */
    public static Connection connectAs(String login) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), login, PASSWORD);
    }

    /** For tests that look everywhere or break rows on purpose. */
    public static Connection superuser() throws SQLException {
        return connectAs(PostgresServer.SUPERUSER);
    }

    public static void start() {
        Holder.PROGRAM.start();
    }

    public static void stop() {
        Holder.PROGRAM.stop();
    }

    public static void kill() {
        Holder.PROGRAM.kill();
    }

    /** Connections stay and nothing answers, until {@link #thaw()}. */
    public static void freeze() {
        Holder.PROGRAM.freeze();
    }

    public static void thaw() {
        Holder.PROGRAM.thaw();
    }

    private static final class Holder {

        static final PostgresServer SERVER;
        static final RunningProgram PROGRAM;

        static {
            SERVER = new PostgresServer(
                    new PostgresSettings(Servers.directory("postgres"), Ports.free(), CONNECTIONS_MAX, PASSWORD));
            PROGRAM = Servers.start(SERVER);
            bootstrap();
        }

        private static void bootstrap() {
            try (Connection administrator = SERVER.superuser("postgres")) {
                PostgresBootstrap.createDatabase(administrator);
            } catch (SQLException e) {
                throw new ProgramFailedException("The test database cannot be made", e);
            }
            try (Connection administrator = SERVER.superuser(PostgresBootstrap.DATABASE)) {
                PostgresBootstrap.run(administrator, login -> PASSWORD);
            } catch (SQLException e) {
                throw new ProgramFailedException("The schemas of the test database cannot be made", e);
            }
        }
    }
}

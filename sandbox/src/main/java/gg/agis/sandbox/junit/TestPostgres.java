package gg.agis.sandbox.junit;

import gg.agis.sandbox.postgres.PostgresBootstrap;
import gg.agis.sandbox.postgres.PostgresServer;
import gg.agis.sandbox.postgres.PostgresSettings;
import gg.agis.sandbox.process.Ports;
import gg.agis.sandbox.process.ProgramFailedException;
import gg.agis.sandbox.process.Server;
import gg.agis.sandbox.process.Waiting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;

/** The PostgreSQL of this JVM's tests, started by whoever asks first; a database with every schema and login. */
public final class TestPostgres {

    /** Of every login, the superuser's as well. */
    public static final String PASSWORD = "test";

    private static final int CONNECTIONS_MAX = 100;
    private static final String IMAGE = "postgres:18";
    private static final int IMAGE_PORT = 5_432;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private TestPostgres() {}

    public static String jdbcUrl() {
        return "jdbc:postgresql://%s/%s".formatted(hostAndPort(), PostgresBootstrap.DATABASE);
    }

    public static String hostAndPort() {
        return Holder.ADDRESS;
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
        Holder.SERVER.start();
    }

    public static void stop() {
        Holder.SERVER.stop();
    }

    public static void kill() {
        Holder.SERVER.kill();
    }

    /** Connections stay and nothing answers, until {@link #thaw()}. */
    public static void freeze() {
        Holder.SERVER.freeze();
    }

    public static void thaw() {
        Holder.SERVER.thaw();
    }

    private static final class Holder {

        static final String ADDRESS;
        static final Server SERVER;

        static {
            int port = Ports.free();
            if (Docker.isUsed()) {
                ADDRESS = Docker.host() + ":" + port;
                SERVER = inContainer(port);
            } else {
                ADDRESS = "127.0.0.1:" + port;
                SERVER = Servers.program(new PostgresServer(
                        new PostgresSettings(Servers.directory("postgres"), port, CONNECTIONS_MAX, PASSWORD)));
            }
            SERVER.start();
            bootstrap();
        }

        private static Server inContainer(int port) {
            GenericContainer<?> container = new GenericContainer<>(IMAGE)
                    .withEnv("POSTGRES_PASSWORD", PASSWORD)
                    .withExposedPorts(IMAGE_PORT);
            return new ContainerServer(
                    container,
                    port,
                    IMAGE_PORT,
                    () -> Waiting.until(IMAGE, START_TIMEOUT, () -> true, Holder::answers));
        }

        private static boolean answers() {
            try (Connection connection = administrator("postgres")) {
                return connection.isValid(1);
            } catch (SQLException notYet) {
                return false;
            }
        }

        private static void bootstrap() {
            try (Connection administrator = administrator("postgres")) {
                PostgresBootstrap.createDatabase(administrator);
            } catch (SQLException e) {
                throw new ProgramFailedException("The test database cannot be made", e);
            }
            try (Connection administrator = administrator(PostgresBootstrap.DATABASE)) {
                PostgresBootstrap.run(administrator, login -> PASSWORD);
            } catch (SQLException e) {
                throw new ProgramFailedException("The schemas of the test database cannot be made", e);
            }
        }

        private static Connection administrator(String database) throws SQLException {
            String url = "jdbc:postgresql://%s/%s?connectTimeout=2&loginTimeout=5".formatted(ADDRESS, database);
            return DriverManager.getConnection(url, PostgresServer.SUPERUSER, PASSWORD);
        }
    }
}

package gg.agis.sandbox.postgres;

import gg.agis.sandbox.process.DirectoryLock;
import gg.agis.sandbox.process.Leftovers;
import gg.agis.sandbox.process.Program;
import gg.agis.sandbox.process.ProgramFailedException;
import gg.agis.sandbox.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server on a data directory of its own, as durable as in production. */
public final class PostgresServer implements Program, AutoCloseable {

    public static final String SUPERUSER = "postgres";

    private final PostgresSettings settings;
    private final Path directory;
    private @Nullable DirectoryLock lock;

    public PostgresServer(PostgresSettings settings) {
        this.settings = settings;
        this.directory = settings.directory().toAbsolutePath().normalize();
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Path directory() {
        return directory;
    }

    public int port() {
        return settings.port();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(settings.port(), database);
    }

    public String superuserPassword() {
        return settings.superuserPassword();
    }

    public Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, settings.superuserPassword());
    }

    @Override
    public synchronized void prepare() {
        claimDirectory();
        Leftovers.endAllIn(directory, "postgres");
        try {
            // Its process is gone, and a number that some other process has by now would keep the server from starting.
            Files.deleteIfExists(directory.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new ProgramFailedException(
                    "The stale postmaster.pid in %s cannot be removed".formatted(directory), e);
        }
        new DataDirectory(directory, settings.superuserPassword()).make();
    }

    private void claimDirectory() {
        if (lock == null) {
            lock = DirectoryLock.tryOn(directory)
                    .orElseThrow(() -> new ProgramFailedException(
                            "The data directory %s is in use by another process of the suite".formatted(directory)));
        }
    }

    @Override
    public List<String> command() {
        List<String> command = new ArrayList<>(Unprivileged.command("postgres"));
        command.addAll(List.of("-D", directory.toString(), "-p", Integer.toString(settings.port())));
        configuration().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private Map<String, String> configuration() {
        return Map.ofEntries(
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("unix_socket_directories", ""),
                Map.entry("max_connections", Integer.toString(settings.connectionsMax())),
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("shared_buffers", "128MB"),
                // Between two checkpoints each page is logged in full once; under load the defaults would log little
                // else.
                Map.entry("max_wal_size", "4GB"),
                Map.entry("checkpoint_timeout", "15min"),
                Map.entry("jit", "off"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("log_line_prefix", "%m [%p] %q%u@%d "));
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("LC_ALL", "C", "PGTZ", "UTC");
    }

    /** SIGINT: sessions are ended, not waited for. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    @Override
    public void awaitReady(Duration timeout, BooleanSupplier alive) {
        Waiting.until(name(), timeout, alive, this::answersAsOurs);
    }

    private boolean answersAsOurs() {
        // Whatever holds the port may accept and then say nothing.
        String patient = jdbcUrl("postgres") + "?connectTimeout=2&loginTimeout=2&socketTimeout=5";
        try (Connection connection = DriverManager.getConnection(patient, SUPERUSER, settings.superuserPassword());
                Statement statement = connection.createStatement();
                ResultSet shown = statement.executeQuery("SHOW data_directory")) {
            shown.next();
            requireOurs(Path.of(shown.getString(1)));
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    // Another server on the port would answer as well, and must not be migrated.
    private void requireOurs(Path answering) {
        if (!answering.equals(directory)) {
            throw new ProgramFailedException("Port %d belongs to another PostgreSQL, with its data in %s, not %s"
                    .formatted(settings.port(), answering, directory));
        }
    }

    /** Gives the data directory back; the process is its starter's to end. */
    @Override
    public synchronized void close() {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }
}

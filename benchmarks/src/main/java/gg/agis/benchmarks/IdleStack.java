package gg.agis.benchmarks;

import gg.agis.sandbox.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The whole suite, started, left alone and watched. */
final class IdleStack {

    private static final Duration SETTLE = Duration.ofSeconds(20);
    private static final Duration WATCH = Duration.ofSeconds(60);

    private IdleStack() {}

    /** Every query outside a transaction is one of its own, so what is idle shows as transactions that end. */
    static double queriesPerSecond() throws IOException, SQLException {
        var checkout = Path.of(System.getProperty("agis.checkout", "."));
        var state = Files.createTempDirectory("agis-idle");
        try (var stack = Stack.builder(checkout).stateDirectory(state).port(0).build()) {
            stack.start();
            pause(SETTLE);
            try (var superuser = DriverManager.getConnection(stack.superuserJdbcUrl())) {
                long before = transactions(superuser);
                pause(WATCH);
                // The watcher's own two are not the suite's.
                return (transactions(superuser) - before - 2) / (double) WATCH.toSeconds();
            }
        }
    }

    private static long transactions(Connection superuser) throws SQLException {
        try (var statement = superuser.createStatement();
                var result = statement.executeQuery(
                        "SELECT sum(xact_commit + xact_rollback) FROM pg_stat_database WHERE datname = 'agis'")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}

package gg.agis.benchmarks.ads;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Watches rewards appear in the ledger, as anyone would see them who looks there every other millisecond. */
final class Wallets implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

    private final Connection database;
    private final Map<String, Long> seenAt = new ConcurrentHashMap<>();
    private final Thread watcher = Thread.ofPlatform().name("wallets").unstarted(this::watch);
    private volatile boolean watching = true;

    Wallets(Connection database) {
        this.database = database;
        watcher.start();
    }

    /** By the conversion's id. */
    Map<String, Long> seenAt() {
        return seenAt;
    }

    private void watch() {
        try (var look = database.prepareStatement("""
                SELECT cause FROM billing.transfers
                 WHERE xid >= ?::xid8 AND kind = 'ad-reward'
                """)) {
            var from = now();
            while (watching) {
                look.setString(1, from);
                var next = now();
                try (var found = look.executeQuery()) {
                    long at = System.nanoTime();
                    while (found.next()) {
                        seenAt.putIfAbsent(found.getString(1), at);
                    }
                }
                from = next;
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whatever is committed later belongs to a transaction that is not older than this. */
    private String now() throws SQLException {
        try (var statement = database.createStatement();
                var result = statement.executeQuery("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")) {
            result.next();
            return result.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        watching = false;
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }
}

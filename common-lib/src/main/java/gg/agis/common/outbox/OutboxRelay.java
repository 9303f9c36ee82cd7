package gg.agis.common.outbox;

import gg.agis.common.outbox.OutboxTable.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Carries rows from the outbox to Kafka, at least once and in the order of their ids per key, beside any number of other
 * relays of the same service.
 *
 * <p>A round is one transaction: lock some shards that have rows, read their oldest rows, send them, delete what Kafka
 * has, commit. The lock goes with the transaction, so a relay that dies gives its shards up at once, one that is frozen
 * after {@link OutboxTable#FROZEN_AFTER}; what it may still send then is a repetition. Why order holds in all of this,
 * {@link OutboxSender} tells.
 *
 * <p>Publishing wakes the relay after the commit. Left alone, it asks once a second, in one statement for all shards.
 */
final class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    static final int ROUND_ROWS = 500;
    private static final int ROUND_BYTES = 1024 * 1024;

    // The other half is for another replica.
    private static final int ROUND_SHARDS = Shards.COUNT / 2;

    private static final Duration BACKOFF_MIN = Duration.ofMillis(50);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(2);
    private static final Duration STOP = Duration.ofSeconds(12);

    private final DataSource dataSource;
    private final OutboxSender sender;
    private final OutboxMeters meters;
    private final Duration pollInterval;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Semaphore stops = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;
    private @Nullable Connection connection;
    private Duration backoff = BACKOFF_MIN;
    private int rotation;

    /** @param dataSource gives the relay a connection that it keeps; no other work can take it away */
    OutboxRelay(DataSource dataSource, OutboxSender sender, OutboxMeters meters, Duration pollInterval) {
        this.dataSource = dataSource;
        this.sender = sender;
        this.meters = meters;
        this.pollInterval = pollInterval;
    }

    void wake() {
        wakeUps.release();
    }

    @Override
    public synchronized void start() {
        if (!running) {
            stops.drainPermits();
            running = true;
            thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
        }
    }

    /** Lets the round end; what it has not sent waits in the table. */
    @Override
    public synchronized void stop() {
        running = false;
        stops.release();
        wake();
        Thread current = thread;
        if (current != null) {
            try {
                if (!current.join(STOP)) {
                    log.warn("The relay's round does not end; its rows will be sent again");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before, and stops after, all that publishes. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        while (running) {
            Result result = round();
            if (result == Result.FAILED) {
                // Whoever publishes meanwhile does not cut this short.
                pause(stops, backoff);
                backoff = backoff.multipliedBy(2).compareTo(BACKOFF_MAX) < 0 ? backoff.multipliedBy(2) : BACKOFF_MAX;
            } else {
                backoff = BACKOFF_MIN;
                if (result == Result.IDLE) {
                    pause(wakeUps, pollInterval);
                }
            }
        }
        sender.close();
        disconnect();
    }

    private Result round() {
        // Whoever published before this has its rows in sight of this round.
        wakeUps.drainPermits();
        try {
            OutboxTable table = new OutboxTable(connect());
            List<Waiting> waiting = table.waiting();
            meters.sample(waiting, table);
            return waiting.isEmpty() ? Result.IDLE : send(table, waiting);
        } catch (SQLException | RuntimeException e) {
            log.warn("Facts wait, since the relay's round failed: {}", e.toString());
            disconnect();
            return Result.FAILED;
        }
    }

    private Result send(OutboxTable table, List<Waiting> waiting) throws SQLException {
        List<Integer> shards =
                new ArrayList<>(waiting.stream().map(Waiting::shard).toList());
        // Not always the same first, or the last would starve while there is more than half.
        Collections.rotate(shards, rotation++ % shards.size());
        List<Integer> locked = table.lock(shards, ROUND_SHARDS);
        List<OutboxRow> rows = locked.isEmpty() ? List.of() : table.read(locked, ROUND_ROWS, ROUND_BYTES);
        List<OutboxRow> sent = rows.isEmpty() ? List.of() : sender.send(rows);
        if (!sent.isEmpty()) {
            table.delete(sent);
        }
        table.commit();
        meters.sent(sent.size());
        if (rows.isEmpty()) {
            // Another relay has them, and looks again when it is done.
            return Result.IDLE;
        }
        return sent.isEmpty() ? Result.FAILED : Result.SENT;
    }

    private void pause(Semaphore until, Duration atMost) {
        try {
            if (running) {
                boolean early = until.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
                log.trace("On again, {}", early ? "woken" : "by itself");
            }
        } catch (InterruptedException e) {
            // Nobody interrupts but the end of the process.
            running = false;
        }
    }

    private Connection connect() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = dataSource.getConnection();
            connection = current;
            OutboxTable.prepare(current);
        }
        return current;
    }

    private void disconnect() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                log.debug("The relay's connection was gone already", e);
            }
        }
    }

    private enum Result {
        SENT,
        IDLE,
        FAILED
    }
}

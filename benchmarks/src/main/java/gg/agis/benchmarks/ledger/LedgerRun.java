package gg.agis.benchmarks.ledger;

import gg.agis.benchmarks.yardstick.PgYardstick;
import gg.agis.sandbox.junit.TestTokens;
import gg.agis.sandbox.stack.Service;
import gg.agis.sandbox.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** billing-service as it is run, on a PostgreSQL and a Kafka of its own, and the yardstick on the same PostgreSQL. */
public final class LedgerRun implements AutoCloseable {

    private static final int PLAYERS = 100_000;
    private static final long FIRST_PLAYER = 200_000_000_000_000_000L;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stack stack;
    private final Connection database;
    private final Facts facts;
    private final PgYardstick yardstick;
    private final Contributions contributions;
    private final Random random = new Random(1);

    public LedgerRun() throws IOException, SQLException {
        PgYardstick.requireScripts();
        stack = Stack.builder(Path.of(System.getProperty("agis.checkout", ".")))
                .stateDirectory(Files.createTempDirectory("agis-ledger"))
                .services(Service.BILLING)
                .env(Service.BILLING, "TOKEN_KEY", TestTokens.privateKey("billing"))
                .env(Service.BILLING, "TOKEN_ISSUERS", TestTokens.issuers())
                .build();
        stack.start();
        database = DriverManager.getConnection(stack.superuserJdbcUrl());
        facts = new Facts(stack.bootstrapServers());
        yardstick = new PgYardstick(stack.superuserJdbcUrl());
        contributions = new Contributions(stack.url("billing"));
    }

    public double yardstick(String script, Duration duration) throws IOException, InterruptedException {
        return yardstick.perSecond(script, duration);
    }

    /** Transfers per second while a pile of conversions lasts, spread over many players. */
    public double consumerSpread(int pile) throws SQLException {
        return consume(pile, () -> playerId(random.nextInt(PLAYERS)));
    }

    /** The same, all of one player. */
    public double consumerHot(int pile) throws SQLException {
        return consume(pile, () -> playerId(0));
    }

    /** Contributions per second over REST, of many players to guilds of their own. */
    public double restSpread(Duration duration) throws SQLException {
        return contributions.perSecond(duration, client -> random.nextInt(Contributions.CALLERS));
    }

    /** The same, all of one player to one guild. */
    public double restHot(Duration duration) {
        return contributions.perSecond(duration, client -> 0);
    }

    /** Gives those who contribute something to give. */
    public void fund() throws SQLException {
        long before = transfers();
        for (int caller = 0; caller < Contributions.CALLERS; caller++) {
            facts.reward(contributions.playerId(caller), 1_000_000);
        }
        facts.flush();
        awaitTransfers(before + Contributions.CALLERS);
    }

    public long transfers() throws SQLException {
        try (var statement = database.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM billing.transfers")) {
            result.next();
            return result.getLong(1);
        }
    }

    private double consume(int pile, Supplier<String> player) throws SQLException {
        long before = transfers();
        // What is measured is billing-service, not how quickly a pile can be made beside it.
        stack.suspend("billing");
        for (int fact = 0; fact < pile; fact++) {
            facts.reward(player.get(), 50);
        }
        facts.flush();
        stack.resume("billing");
        long first = awaitTransfers(before + 1);
        long begun = System.nanoTime();
        long last = awaitTransfers(before + pile);
        return (last - first) * 1e9 / (System.nanoTime() - begun);
    }

    private long awaitTransfers(long count) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long seen = transfers();
        while (seen < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%d transfers of %d after %s".formatted(seen, count, PATIENCE));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            seen = transfers();
        }
        return seen;
    }

    static String playerId(int number) {
        return Long.toString(FIRST_PLAYER + number);
    }

    @Override
    public void close() throws SQLException {
        facts.close();
        database.close();
        stack.close();
    }
}

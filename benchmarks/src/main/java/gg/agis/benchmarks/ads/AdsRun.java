package gg.agis.benchmarks.ads;

import gg.agis.benchmarks.load.Clients;
import gg.agis.benchmarks.load.Production;
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
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** ads-service and billing-service as they are run, on a PostgreSQL and a Kafka of their own, and the yardstick there. */
public final class AdsRun implements AutoCloseable {

    private static final int PLAYERS = 100_000;
    private static final long FIRST_PLAYER = 200_000_000_000_000_000L;
    private static final int CLIENTS = 128;
    private static final String API_KEY = "benchmark";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stack stack;
    private final Connection database;
    private final PgYardstick yardstick;
    private final Clients clients;
    private final Callbacks callbacks = new Callbacks(API_KEY);

    public AdsRun() throws IOException, SQLException {
        PgYardstick.requireTools();
        var builder = Stack.builder(Path.of(System.getProperty("agis.checkout", ".")))
                .stateDirectory(Files.createTempDirectory("agis-ads"))
                .services(Service.ADS, Service.BILLING)
                .env(Service.ADS, "TOKEN_KEY", TestTokens.privateKey("ads"))
                .env(Service.ADS, "TOKEN_ISSUERS", TestTokens.issuers())
                .env(Service.ADS, "AYET_API_KEY", API_KEY)
                .env(Service.ADS, "AYET_CALLBACK_TOKEN", "")
                // One player may do what a hundred thousand do, so that a hot account is measured and not the rule.
                .env(Service.ADS, "AGIS_ADS_FRAUD_VELOCITY_MOST", "100000000")
                .env(Service.ADS, "AGIS_ADS_REWARD_DAILYCAPGC", "100000000000");
        for (var service : new Service[] {Service.ADS, Service.BILLING}) {
            Production.JVM.forEach(flag -> builder.jvmArg(service, flag));
        }
        stack = builder.build();
        stack.start();
        database = DriverManager.getConnection(stack.superuserJdbcUrl());
        yardstick = new PgYardstick(stack.superuserJdbcUrl());
        clients = new Clients(stack.url("ads"), CLIENTS);
        consentOfAll();
    }

    public double yardstick(String script, Duration duration) throws IOException, InterruptedException {
        return yardstick.perSecond(script, duration);
    }

    /** Conversions per second from callback to wallet, of many players. */
    public double spread(Duration duration) throws SQLException {
        return toTheWallet(duration, AdsRun::somebody);
    }

    /** The same, all of one player. */
    public double hot(Duration duration) throws SQLException {
        return toTheWallet(duration, () -> Long.toString(FIRST_PLAYER));
    }

    /** How long it takes at this pace, which the machine keeps easily. */
    public Latencies latencies(int perSecond, Duration duration) throws SQLException, IOException {
        try (var wallets = new Wallets(DriverManager.getConnection(stack.superuserJdbcUrl()))) {
            return new Pace(stack.url("ads"), perSecond)
                    .keep(duration, transactionId -> callbacks.conversionOf(somebody(), transactionId), wallets);
        }
    }

    /** How long the broker takes to acknowledge a record at this pace. */
    public double produceMillis(int perSecond, Duration duration) {
        return new Produce(stack.bootstrapServers()).p99Millis(perSecond, duration);
    }

    /** From the first callback until the last one's reward is in its wallet. */
    private double toTheWallet(Duration duration, Supplier<String> player) throws SQLException {
        var mark = one("SELECT pg_snapshot_xmax(pg_current_snapshot())::text");
        long begun = System.nanoTime();
        long sent = clients.answered(
                duration,
                () -> callbacks.conversionOf(player.get(), UUID.randomUUID().toString()));
        awaitRewards(mark, sent);
        return sent * 1e9 / (System.nanoTime() - begun);
    }

    private void awaitRewards(String mark, long count) throws SQLException {
        var query = "SELECT count(*)::text FROM billing.transfers WHERE xid >= '%s'".formatted(mark);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long seen = Long.parseLong(one(query));
        while (seen < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%d rewards of %d after %s".formatted(seen, count, PATIENCE));
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            seen = Long.parseLong(one(query));
        }
    }

    private void consentOfAll() throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("""
                    INSERT INTO ads.consents (player_id, granted, policy_version, at)
                    SELECT (%d + number)::text, true, '1', now() FROM generate_series(0, %d) AS number
                    """.formatted(FIRST_PLAYER, PLAYERS - 1));
            statement.execute("ANALYZE");
        }
    }

    /** As autovacuum does it after a minute. */
    public void analyze() throws SQLException {
        execute("VACUUM ANALYZE");
    }

    /** Lets what was written get to the disk, which otherwise goes on for a while behind whoever comes next. */
    public void settle() throws SQLException {
        execute("CHECKPOINT");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private String one(String sql) throws SQLException {
        try (var statement = database.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static String somebody() {
        return Long.toString(FIRST_PLAYER + ThreadLocalRandom.current().nextInt(PLAYERS));
    }

    @Override
    public void close() throws SQLException {
        database.close();
        stack.close();
    }
}

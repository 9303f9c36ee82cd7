package gg.agis.benchmarks.ledger;

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
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
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
        PgYardstick.requireTools();
        var builder = Stack.builder(Path.of(System.getProperty("agis.checkout", ".")))
                .stateDirectory(Files.createTempDirectory("agis-ledger"))
                .services(Service.BILLING)
                .env(Service.BILLING, "TOKEN_KEY", TestTokens.privateKey("billing"))
                .env(Service.BILLING, "TOKEN_ISSUERS", TestTokens.issuers());
        Production.JVM.forEach(flag -> builder.jvmArg(Service.BILLING, flag));
        stack = builder.build();
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
    public double restSpread(Duration duration) {
        return contributions.spread(duration);
    }

    /** The same, all of one player to one guild. */
    public double restHot(Duration duration) {
        return contributions.hot(duration);
    }

    /** Wallets that are looked at each second, over REST. */
    public double walletReads(Duration duration) {
        return contributions.walletReads(duration);
    }

    /** As autovacuum does it after a minute. */
    public void analyze() throws SQLException {
        execute("VACUUM ANALYZE");
    }

    /** Lets what was written get to the disk, which otherwise goes on for a while behind whoever comes next. */
    public void settle() throws SQLException {
        execute("CHECKPOINT");
    }

    /** As if nothing had been transferred yet. */
    public void forgetHistory() throws SQLException {
        execute("TRUNCATE billing.transfers, billing.postings, billing.chain CASCADE");
    }

    /** As if there had been so many rewards before, of all players alike. */
    public void growTo(long transfers) throws SQLException {
        execute("SET search_path = billing");
        // The checks of each row are for those who might be wrong.
        execute("SET session_replication_role = replica");
        execute("""
                WITH players AS (
                    SELECT account_id, row_number() OVER () - 1 AS number FROM accounts WHERE owner LIKE 'player:%%'),
                made AS (
                    INSERT INTO transfers (transfer_id, kind, cause, reason, at)
                    SELECT gen_random_uuid(), 'ad-reward', number::text, 'reward for offerwall',
                           now() - number * interval '1 millisecond'
                      FROM generate_series(1, %d) AS number
                    RETURNING transfer_id, cause::bigint AS number, at)
                INSERT INTO postings (transfer_id, line, account_id, unit, amount, available, sequence, at)
                SELECT made.transfer_id, 0, (SELECT account_id FROM accounts WHERE owner = 'house:ads'), 'GC', -50,
                       NULL, NULL, made.at
                  FROM made
                UNION ALL
                SELECT made.transfer_id, 1, players.account_id, 'GC', 50, 50, 1, made.at
                  FROM made JOIN players ON players.number = made.number %% (SELECT count(*) FROM players)
                """.formatted(transfers - one("SELECT count(*)::text FROM transfers", Long::valueOf)));
        execute("SET session_replication_role = DEFAULT");
        execute("VACUUM ANALYZE");
    }

    /** Gives those who contribute something to give. */
    public void fund() throws SQLException {
        var mark = mark();
        for (int caller = 0; caller < Contributions.CALLERS; caller++) {
            facts.reward(contributions.playerId(caller), 1_000_000);
        }
        facts.flush();
        awaitTransfers(mark, Contributions.CALLERS);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private double consume(int pile, Supplier<String> player) throws SQLException {
        var mark = mark();
        // What is measured is billing-service, not how quickly a pile can be made beside it.
        stack.suspend("billing");
        for (int fact = 0; fact < pile; fact++) {
            facts.reward(player.get(), 50);
        }
        facts.flush();
        stack.resume("billing");
        long first = awaitTransfers(mark, 1);
        long begun = System.nanoTime();
        long last = awaitTransfers(mark, pile);
        return (last - first) * 1e9 / (System.nanoTime() - begun);
    }

    /** What is transferred from now on belongs to transactions that are not older than this. */
    private String mark() throws SQLException {
        return one("SELECT pg_snapshot_xmax(pg_current_snapshot())::text", mark -> mark);
    }

    private long awaitTransfers(String mark, long count) throws SQLException {
        // Only what is new is counted, so that looking costs the same however much there is.
        var query = "SELECT count(*)::text FROM billing.transfers WHERE xid >= '%s'".formatted(mark);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long seen = one(query, Long::valueOf);
        while (seen < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%d transfers of %d after %s".formatted(seen, count, PATIENCE));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            seen = one(query, Long::valueOf);
        }
        return seen;
    }

    private <T> T one(String sql, Function<String, T> as) throws SQLException {
        try (var statement = database.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return as.apply(result.getString(1));
        }
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

package gg.agis.benchmarks.provisioning;

import gg.agis.benchmarks.load.HttpConnection;
import gg.agis.benchmarks.load.Production;
import gg.agis.benchmarks.load.Request;
import gg.agis.sandbox.stack.Caller;
import gg.agis.sandbox.stack.Service;
import gg.agis.sandbox.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Guilds with servers that renew themselves: gateway, billing and provisioning as they are run, and the stand-in for a
 * cluster, which takes two seconds to have a game ready.
 */
public final class ProvisioningRun implements AutoCloseable {

    private static final int GUILDS = 50;
    private static final int SERVERS_EACH = 10;
    private static final int SERVERS = GUILDS * SERVERS_EACH;
    private static final long FIRST_GUILD = 700_000_000_000_000_000L;
    private static final Caller OPERATOR = Caller.admin("200000000000000000");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Enough for every start and a dozen hours of each. */
    private static final int TREASURY_GC = 10_000;

    private final Stack stack;
    private final Connection database;
    private final LongAdder putOff = new LongAdder();

    public ProvisioningRun() throws IOException, SQLException {
        var builder = Stack.builder(Path.of(System.getProperty("agis.checkout", ".")))
                .stateDirectory(Files.createTempDirectory("agis-provisioning"))
                .port(0)
                .services(Service.GATEWAY, Service.BILLING, Service.PROVISIONING)
                .env(Service.PROVISIONING, "AGIS_PROVISIONING_POLICY_SERVERSMAX", Integer.toString(SERVERS_EACH))
                // Nobody approves here: what is measured is what comes after it.
                .env(Service.PROVISIONING, "AGIS_PROVISIONING_POLICY_AUTOAPPROVEBELOWGC", "1000000");
        for (var service : new Service[] {Service.BILLING, Service.PROVISIONING}) {
            Production.JVM.forEach(flag -> builder.jvmArg(service, flag));
        }
        stack = builder.build();
        stack.start();
        database = DriverManager.getConnection(stack.superuserJdbcUrl());
        fillTreasuries();
    }

    public int servers() {
        return SERVERS;
    }

    /** Seconds from the first wish until every server runs and is paid. */
    public double burst() throws SQLException {
        long begun = System.nanoTime();
        ofEachGuild((connection, guild) -> {
            var officer = bearer(Caller.player(guild).officerOf(guild));
            for (int server = 0; server < SERVERS_EACH; server++) {
                // Asked of a service that has never been asked, by all at once: some are told to come again.
                putOff.add(connection.askPatiently(Request.post(
                        "/api/servers",
                        officer + "\r\nIdempotency-Key: " + UUID.randomUUID(),
                        "{\"guildId\":\"%s\",\"template\":\"terraria\",\"hours\":1,\"autoRenew\":true}"
                                .formatted(guild),
                        202,
                        "\"serverId\"")));
            }
        });
        await("SELECT count(*) FROM provisioning.servers WHERE state = 'active'");
        return since(begun);
    }

    /** How often somebody in that burst was told to come again later. */
    public int putOff() {
        return putOff.intValue();
    }

    /** How long so many of them took, from being asked for to being paid and joinable. */
    public double readySeconds(double quantile) throws SQLException {
        return one("""
            SELECT percentile_cont(%s) WITHIN GROUP (ORDER BY extract(epoch FROM first_active_at - requested_at))
              FROM provisioning.servers
            """.formatted(quantile));
    }

    /** Seconds until each was looked at, when all are due at the same moment. */
    public double look() throws SQLException {
        long begun = System.nanoTime();
        // In milliseconds, as the service itself counts.
        var mark = mark();
        execute("UPDATE provisioning.servers SET next_at = %s".formatted(mark));
        // Whoever is being looked at is due again when its lease of half a minute ends; after that, in a minute.
        await("SELECT count(*) FROM provisioning.servers WHERE next_at > %s + interval '45 s'".formatted(mark));
        return since(begun);
    }

    /** Seconds until each was looked at and has paid its next hour, when all are due at the same moment. */
    public double renew() throws SQLException {
        long begun = System.nanoTime();
        var mark = mark();
        execute("UPDATE provisioning.servers SET next_at = %1$s, paid_until = %1$s + interval '10 min'"
                .formatted(mark));
        await("SELECT count(*) FROM provisioning.servers WHERE paid_until > %s + interval '1 h'".formatted(mark));
        return since(begun);
    }

    private String mark() throws SQLException {
        try (var statement = database.createStatement();
                var result = statement.executeQuery("SELECT date_trunc('milliseconds', now())")) {
            result.next();
            return "timestamptz '%s'".formatted(result.getString(1));
        }
    }

    private void fillTreasuries() {
        var operator = bearer(OPERATOR);
        ofEachGuild((connection, guild) -> connection.ask(Request.post(
                "/api/ledger/adjustments",
                operator + "\r\nIdempotency-Key: " + UUID.randomUUID(),
                "{\"owner\":\"guild:%s\",\"unit\":\"GC\",\"mode\":\"increment\",\"amount\":%d,\"reason\":\"benchmark\"}"
                        .formatted(guild, TREASURY_GC),
                201,
                "\"posted\"")));
    }

    /** What somebody does for a guild over a connection of their own. */
    private interface Deed {
        void of(HttpConnection connection, String guild) throws IOException;
    }

    private void ofEachGuild(Deed deed) {
        var gateway = URI.create(stack.url("gateway"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = IntStream.range(0, GUILDS)
                    .mapToObj(number -> threads.submit(() -> {
                        try (var connection = new HttpConnection(gateway)) {
                            deed.of(connection, Long.toString(FIRST_GUILD + number));
                        }
                        return number;
                    }))
                    .toList();
            for (var each : done) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private String bearer(Caller caller) {
        return "Authorization: Bearer " + stack.token(caller);
    }

    /** Until the query counts all of them. */
    private void await(String query) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        double seen = one(query);
        while (seen < SERVERS) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        String.format(Locale.ROOT, "%.0f of %d after %s: %s", seen, SERVERS, PATIENCE, query));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            seen = one(query);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private double one(String sql) throws SQLException {
        try (var statement = database.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getDouble(1);
        }
    }

    private static double since(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    @Override
    public void close() throws SQLException {
        database.close();
        stack.close();
    }
}

package gg.agis.benchmarks.outbox;

import gg.agis.common.event.Topics;
import gg.agis.common.outbox.Outbox;
import gg.agis.sandbox.junit.TestKafka;
import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.junit.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Durable PostgreSQL, Kafka, two relays, four writers, and one consumer that counts. */
public final class OutboxRun implements AutoCloseable {

    /** Facts from commit to consumer. */
    public record Steady(double perSecond) {}

    private final Relays relays;
    private final ConfigurableApplicationContext platform;
    private final Writers writers;
    private final Arrivals arrivals;
    private final JdbcClient jdbc;

    public OutboxRun() throws IOException, SQLException {
        String[] settings = {
            "--spring.application.name=ads",
            "--spring.datasource.url=" + TestPostgres.jdbcUrl(),
            "--spring.datasource.username=ads_app",
            "--spring.datasource.password=" + TestPostgres.PASSWORD,
            "--spring.flyway.url=" + TestPostgres.jdbcUrl(),
            "--spring.flyway.user=ads_owner",
            "--spring.flyway.password=" + TestPostgres.PASSWORD,
            "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
            // Several of them on one machine.
            "--agis.status.port=0",
            "--agis.token.key=" + TestTokens.privateKey("ads"),
            "--agis.token.issuers=" + TestTokens.issuers()
        };
        platform = RelayProcess.start(Stream.concat(Stream.of(settings), Stream.of("--agis.outbox.relay=false"))
                .toArray(String[]::new));
        try (var owner = TestPostgres.connectAs("ads_owner");
                var statement = owner.createStatement()) {
            statement.execute("CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fact text)");
        }
        jdbc = platform.getBean(JdbcClient.class);
        writers = new Writers(
                platform.getBean(Outbox.class),
                jdbc,
                new TransactionTemplate(platform.getBean(PlatformTransactionManager.class)));
        relays = new Relays(settings, Files.createTempFile("agis-relays", ".log"));
        startRelays();
        arrivals = new Arrivals(TestKafka.bootstrapServers(), Topics.ADS_CONVERSIONS);
    }

    public double bareCommitsPerSecond(Duration duration) {
        return writers.bareCommitsPerSecond(duration);
    }

    public Steady steady(String name, int keys, Duration duration) {
        long before = arrivals.arrived();
        var begun = Instant.now();
        writers.write(name, keys, duration);
        arrivals.await(writers.committed());
        return new Steady((arrivals.arrived() - before) / Writers.seconds(begun));
    }

    /** What two relays carry when nothing but the relays limits them. */
    public double drain(String name, int keys, int facts) {
        TestKafka.freeze();
        writers.pile(name, keys, facts);
        long before = arrivals.arrived();
        TestKafka.thaw();
        Await.until("the first of the pile", () -> arrivals.arrived() > before);
        long first = arrivals.arrived();
        var begun = Instant.now();
        arrivals.await(writers.committed());
        return (arrivals.arrived() - first) / Writers.seconds(begun);
    }

    public Steady withAKill(String name, int keys, Duration duration) {
        var killer = Thread.ofPlatform().start(() -> {
            Await.elapse(duration.dividedBy(2));
            relays.killOne();
            relays.start();
        });
        var steady = steady(name, keys, duration);
        Await.until("the kill", () -> !killer.isAlive());
        awaitRelays();
        return steady;
    }

    /** How long it takes until nothing waits any more, once Kafka answers again. */
    public double whileKafkaIsAway(String name, int keys, Duration away) {
        TestKafka.freeze();
        writers.write(name, keys, away);
        TestKafka.thaw();
        var begun = Instant.now();
        arrivals.await(writers.committed());
        return Writers.seconds(begun);
    }

    public long committed() {
        return writers.committed();
    }

    public long arrived() {
        return arrivals.arrived();
    }

    public long outOfOrder() {
        return arrivals.outOfOrder();
    }

    public long repeated() {
        return arrivals.repeated();
    }

    private void startRelays() {
        relays.start();
        relays.start();
        awaitRelays();
    }

    private void awaitRelays() {
        Await.until(
                "two relays to be connected",
                () -> jdbc.sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'ads-outbox'")
                                .query(Long.class)
                                .single()
                        == 2);
    }

    @Override
    public void close() {
        arrivals.close();
        relays.close();
        platform.close();
    }
}

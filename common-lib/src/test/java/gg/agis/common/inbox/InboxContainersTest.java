package gg.agis.common.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.common.event.AdsEvent.ConsentChanged;
import gg.agis.common.outbox.Outbox;
import gg.agis.common.schema.TestSchema;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestKafka;
import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.junit.TestTokens;
import gg.agis.sandbox.junit.WithKafka;
import gg.agis.sandbox.junit.WithPostgres;
import gg.agis.sandbox.junit.WithTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From one service's outbox to another's inbox, through everything in between. */
@WithPostgres(schema = "discord")
@WithKafka
@WithTokens(service = "discord")
@SpringBootTest(
        classes = InboxContainersTest.Service.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=discord",
            "spring.main.web-application-type=servlet",
            "agis.inbox.session-timeout=6s"
        })
@Timeout(180)
class InboxContainersTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Notebook notebook;

    @Autowired
    private InboxContainers containers;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private Tracer tracer;

    @Autowired
    private TracedListener traced;

    @Value("${local.server.port}")
    private int port;

    @BeforeEach
    void forget() {
        await().until(() -> waiting() == 0);
        jdbc.update("DELETE FROM notebook");
        jdbc.update("DELETE FROM dead_letters");
    }

    @Test
    void whatIsPublishedIsApplied() {
        publish("p", 0, 3);

        awaitPages(List.of("p 0", "p 1", "p 2"));
        await().until(() -> lag() == 0);
        assertThat(metrics.get("agis.inbox.handled")
                        .tag("consumer", "test.notebook")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void theTraceGoesOnWhereTheFactArrives() {
        var span = tracer.nextSpan().name("request").start();
        var scope = tracer.withSpan(span);
        try {
            publish("traced", 0, 1);
        } finally {
            scope.close();
            span.end();
        }

        await().untilAsserted(() ->
                assertThat(traced.traces).contains("traced " + span.context().traceId()));
    }

    @Test
    void aCrashBetweenTheCommitAndTheOffsetsAppliesNothingTwice() throws Exception {
        publish("p", 0, 5);
        awaitPages(pages("p", 0, 5));
        containers.stop();
        rewind();
        containers.start();
        publish("p", 5, 6);

        awaitPages(pages("p", 0, 6));
        assertThat(metrics.get("agis.inbox.duplicates")
                        .tag("consumer", "test.notebook")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(5);
    }

    @Test
    void whileTheDatabaseIsAwayNothingBecomesALetterAndAllIsAppliedAfterwards() {
        publish("p", 0, 1);
        awaitPages(pages("p", 0, 1));
        for (int n = 1; n < 40; n++) {
            publish("p", n, n + 1);
        }
        TestPostgres.kill();
        TestPostgres.start();

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(notebook.pages()).isEqualTo(pages("p", 0, 40)));
        assertThat(jdbc.queryForObject("SELECT count(*) FROM dead_letters", Long.class))
                .isZero();
    }

    @Test
    void poisonHoldsItsKeyUpUntilAnOperatorHasItApplied(RecordedEvents kafka) {
        notebook.failAt("1");
        publish("p", 0, 3);
        await().until(() -> letters("admin").path("items").size() == 2);
        assertThat(notebook.pages()).containsExactly("p 0");
        String type = "ads.consent-changed.v1";
        kafka.expects(type, type, type, "discord.dead-letter.v1").andNothingElse();

        JsonNode letter = letters("admin").path("items").get(1);
        assertThat(letter.path("state").stringValue()).isEqualTo("waiting");
        assertThat(letter.path("key").stringValue()).isEqualTo("p");
        assertThat(letter.has("payload")).isFalse();

        notebook.recover();
        String resend = "/api/events/discord/dead-letters/%d/resend"
                .formatted(letter.path("id").longValue());
        assertThat(send("player", request(resend).POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(403);
        assertThat(json(send("admin", request(resend).POST(BodyPublishers.noBody())))
                        .path("applied")
                        .intValue())
                .isEqualTo(2);
        publish("p", 3, 4);
        awaitPages(pages("p", 0, 4));
    }

    @Test
    void operatorsSeeWhatWaitsAndNobodyElseDoes() {
        transaction.executeWithoutResult(status -> jdbc.update("INSERT INTO outbox"
                + " (shard, topic, key, event_id, occurred_at) VALUES (0, 'missing.topic', 'k', uuidv7(), now())"));
        try {
            JsonNode waiting = json(send("admin", request("/api/events/discord/outbox")));
            assertThat(waiting.path("items").get(0).path("topic").stringValue()).isEqualTo("missing.topic");
            assertThat(send("player", request("/api/events/discord/outbox")).statusCode())
                    .isEqualTo(403);
            assertThat(send("admin", request("/api/events/ads/outbox")).statusCode())
                    .isEqualTo(404);
            assertThat(send(
                                    "admin",
                                    request("/api/events/discord/dead-letters/0/resend")
                                            .POST(BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(404);
        } finally {
            jdbc.update("DELETE FROM outbox");
        }
    }

    private JsonNode letters(String who) {
        return json(send(who, request("/api/events/discord/dead-letters")));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(String who, HttpRequest.Builder request) {
        var caller = who.equals("admin") ? TestTokens.admin("1") : TestTokens.player("2");
        request.header("Authorization", "Bearer " + caller.tokenFor("discord"));
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private void publish(String player, int from, int to) {
        transaction.executeWithoutResult(status -> outbox.publish(IntStream.range(from, to)
                .mapToObj(n -> new ConsentChanged(player, true, Integer.toString(n), Instant.EPOCH))
                .toList()));
    }

    private void awaitPages(List<String> pages) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(notebook.pages()).isEqualTo(pages));
    }

    private static List<String> pages(String player, int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> player + " " + n).toList();
    }

    private long waiting() {
        Long rows = jdbc.queryForObject("SELECT count(*) FROM outbox", Long.class);
        return rows == null ? 0 : rows;
    }

    private double lag() {
        return metrics.get("agis.consumer.lag")
                .tag("consumer", "test.notebook")
                .gauge()
                .value();
    }

    private static void rewind() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            var offsets = admin.listConsumerGroupOffsets("test.notebook")
                    .partitionsToOffsetAndMetadata()
                    .get();
            admin.alterConsumerGroupOffsets(
                            "test.notebook",
                            offsets.keySet().stream().collect(Collectors.toMap(p -> p, p -> new OffsetAndMetadata(0))))
                    .all()
                    .get();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {

        @Bean
        Notebook notebook(JdbcTemplate jdbc) {
            TestSchema.of("discord").asOwner(Notebook.TABLE);
            return new Notebook(jdbc, "test.notebook", EventListener.OnPoison.WAIT);
        }

        @Bean
        TracedListener traced(Tracer tracer) {
            return new TracedListener(tracer);
        }
    }

    static final class TracedListener implements EventListener {

        private final Tracer tracer;
        private final List<String> traces = new CopyOnWriteArrayList<>();

        TracedListener(Tracer tracer) {
            this.tracer = tracer;
        }

        @Override
        public String name() {
            return "test.traced";
        }

        @Override
        public Set<String> topics() {
            return Set.of("ads.conversions");
        }

        @Override
        public OnPoison onPoison() {
            return OnPoison.PASS;
        }

        @Override
        public void handle(List<Delivery> deliveries) {
            var span = tracer.currentSpan();
            if (span != null) {
                deliveries.forEach(
                        d -> traces.add(d.key() + " " + span.context().traceId()));
            }
        }
    }
}

package gg.agis.experiments.custom;

import static gg.agis.experiments.ExperimentFixture.anExperiment;
import static gg.agis.experiments.ExperimentsDriver.someSnowflake;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.experiments.ExperimentFixture;
import gg.agis.experiments.ExperimentsDriver;
import gg.agis.experiments.ExperimentsDriver.Answer;
import gg.agis.experiments.ExperimentsServiceTest;
import gg.agis.sandbox.junit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What others count of units. */
@ExperimentsServiceTest
class EventTest {

    @LocalServerPort
    private int port;

    private ExperimentsDriver driver = new ExperimentsDriver(0);
    private ExperimentFixture experiment = anExperiment();
    private final String player = someSnowflake();
    private String variant = "";

    @BeforeEach
    void aPlayerWhoHasAVariant() {
        driver = new ExperimentsDriver(port);
        experiment = anExperiment().with("primaryMetric", "\"purchase\"").started(driver);
        variant = variantOf(player);
    }

    @Test
    void decimalsAreAddedUpExactly() {
        assertThat(event("purchase", "0.100000001", "a").status()).isEqualTo(201);
        assertThat(event("purchase", "0.2", "b").status()).isEqualTo(201);
        assertThat(event("refund", "-1", "c").status()).isEqualTo(201);

        var custom = experiment.result(driver, variant).path("custom");
        assertThat(custom.toString())
                .isEqualTo("{\"purchase\":{\"events\":2,\"total\":0.300000001,\"perUser\":0.300000001},"
                        + "\"refund\":{\"events\":1,\"total\":-1,\"perUser\":-1}}");
    }

    @Test
    void theSameEventCountsOnceHoweverItIsSent() {
        event("purchase", "5", "a");

        assertThat(event("purchase", "5", "a").json().path("status").asString()).isEqualTo("duplicate");
        assertThat(event("purchase", "7", "a").status()).as("the first stands").isEqualTo(200);
        assertThat(send(player, "purchase", "5", Instant.now().minusSeconds(90), "a")
                        .status())
                .isEqualTo(200);

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 8).forEach(number -> executor.execute(() -> event("purchase", "1", "at-once")));
        }
        assertThat(experiment
                        .result(driver, variant)
                        .path("custom")
                        .path("purchase")
                        .path("total")
                        .asInt())
                .isEqualTo(6);
    }

    @Test
    void whoHasNoVariantHasNoEvents() {
        assertThat(send(someSnowflake(), "purchase", "1", Instant.now(), "a").code())
                .isEqualTo("not-assigned");
        assertThat(driver.post("/api/experiments/none/events", body(player, "purchase", "1", Instant.now(), "a"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anEventIsOfTheLastDaysAndNotOfTheFuture() {
        assertThat(send(player, "purchase", "1", Instant.now().plusSeconds(60), "a")
                        .code())
                .isEqualTo("event-out-of-window");
        assertThat(send(player, "purchase", "1", Instant.now().minus(Duration.ofDays(36)), "b")
                        .code())
                .isEqualTo("event-out-of-window");
        assertThat(send(player, "purchase", "1", Instant.now().minus(Duration.ofDays(34)), "c")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whatIsNoEventIsRefused() {
        assertThat(event("a b", "1", "a").code()).isEqualTo("invalid-type");
        assertThat(event("purchase", "0.0000000001", "a").code()).isEqualTo("invalid-value");
        assertThat(event("purchase", "1e30", "a").code()).isEqualTo("invalid-value");
        assertThat(event("purchase", "\"1\"", "a").status()).isEqualTo(400);
        assertThat(event("purchase", "1", "").code()).isEqualTo("invalid-event-id");
        assertThat(driver.post(
                                experiment.path("/events"),
                                TestTokens.player(player),
                                body(player, "purchase", "1", Instant.now(), "a"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anExperimentKnowsSomeFewTypesOnly() {
        for (int number = 0; number < 50; number++) {
            assertThat(event("type-" + number, "1", "event-" + number).status()).isEqualTo(201);
        }

        assertThat(event("one-more", "1", "z").code()).isEqualTo("too-many-event-types");
        assertThat(event("type-7", "1", "y").status()).isEqualTo(201);
    }

    @Test
    void theMetricOfOnesOwnIsComparedAsWell() {
        for (int number = 0; number < 40; number++) {
            var unit = someSnowflake();
            send(unit, variantOf(unit).equals("variant") ? "3.5" : "1." + number);
        }

        var beside = experiment.result(driver, "variant").path("vsControl");
        assertThat(beside.path("difference").asDouble()).isPositive();
        assertThat(beside.path("p").asDouble()).isLessThan(0.05);
        assertThat(experiment.results(driver).path("primaryMetric").asString()).isEqualTo("purchase");
    }

    private String variantOf(String unit) {
        return driver.get(experiment.path("/variant?unitId=" + unit))
                .json()
                .path("variantId")
                .asString();
    }

    private Answer event(String type, String value, String eventId) {
        return send(player, type, value, Instant.now(), eventId);
    }

    private void send(String unit, String value) {
        assertThat(send(
                                unit,
                                "purchase",
                                value,
                                Instant.now(),
                                UUID.randomUUID().toString())
                        .status())
                .isEqualTo(201);
    }

    private Answer send(String unit, String type, String value, Instant at, String eventId) {
        return driver.post(experiment.path("/events"), body(unit, type, value, at, eventId));
    }

    private static String body(String unit, String type, String value, Instant at, String eventId) {
        return "{\"unitId\":\"%s\",\"type\":\"%s\",\"value\":%s,\"at\":\"%s\",\"eventId\":\"%s\"}"
                .formatted(unit, type, value, at, eventId);
    }
}

package gg.agis.experiments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.AdsEvent.ConversionRejected;
import gg.agis.common.event.AdsEvent.ConversionReversed;
import gg.agis.common.event.AdsEvent.ConversionRewarded;
import gg.agis.common.event.ExperimentsEvent.Exposed;
import gg.agis.experiments.ExperimentsDriver.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An experiment that a test makes, with a control and a variant, and facts about it. */
public final class ExperimentFixture {

    private final Instant noon = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final ObjectNode json;

    private ExperimentFixture(ObjectNode json) {
        this.json = json;
    }

    /** Of players; nobody else's rewards are changed, so that tests are not in each other's way. */
    public static ExperimentFixture anExperiment() {
        return new ExperimentFixture((ObjectNode) JsonMapper.shared()
                .readTree("""
                {"id":"test-%s","name":"A test","hypothesis":"it works","unitKind":"player","trafficBp":10000,
                 "endsAt":"%s",
                 "variants":[{"id":"control","allocationBp":5000,"control":true,"config":{"colour":"green"}},
                             {"id":"variant","allocationBp":5000,"config":{"colour":"blue"}}]}
                """.formatted(UUID.randomUUID(), Instant.now().plus(7, ChronoUnit.DAYS))));
    }

    /** The same, but for this. */
    public ExperimentFixture with(String field, String value) {
        var changed = json.deepCopy();
        changed.set(field, JsonMapper.shared().readTree(value));
        return new ExperimentFixture(changed);
    }

    public ExperimentFixture without(String field) {
        var changed = json.deepCopy();
        changed.remove(field);
        return new ExperimentFixture(changed);
    }

    /** Sets the multiplier, in a part of the namespace of those that do. */
    public ExperimentFixture multiplying(String control, String variant) {
        return with("variants", """
                [{"id":"control","allocationBp":5000,"control":true,"config":{"multiplier":%s}},
                 {"id":"variant","allocationBp":5000,"config":{"multiplier":%s}}]""".formatted(control, variant));
    }

    public ExperimentFixture in(String namespace, int fromBp, int toBp) {
        return with("namespace", "{\"id\":\"%s\",\"fromBp\":%d,\"toBp\":%d}".formatted(namespace, fromBp, toBp));
    }

    public String id() {
        return json.path("id").asString();
    }

    public String text() {
        return json.toString();
    }

    public String path(String part) {
        return "/api/experiments/" + id() + part;
    }

    public Answer draftedBy(ExperimentsDriver driver) {
        return driver.post("/api/experiments", text());
    }

    public ExperimentFixture drafted(ExperimentsDriver driver) {
        assertThat(draftedBy(driver)).extracting(Answer::status).isEqualTo(201);
        return this;
    }

    public ExperimentFixture started(ExperimentsDriver driver) {
        drafted(driver);
        return steered(driver, "start");
    }

    public ExperimentFixture steered(ExperimentsDriver driver, String... edges) {
        for (var edge : edges) {
            var answer = driver.post(path("/" + edge), "");
            assertThat(answer.status()).as("%s: %s", edge, answer).isEqualTo(200);
        }
        return this;
    }

    public JsonNode results(ExperimentsDriver driver) {
        var answer = driver.get(path("/results"));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    public JsonNode result(ExperimentsDriver driver, String variant) {
        return results(driver)
                .path("variants")
                .valueStream()
                .filter(each -> each.path("id").asString().equals(variant))
                .findFirst()
                .orElseThrow();
    }

    public Exposed exposed(String player, String variant) {
        return exposed(player, player, variant, noon);
    }

    public Exposed exposed(String unit, String player, String variant, Instant at) {
        return new Exposed(id(), 2, variant, json.path("unitKind").asString(), unit, player, at);
    }

    public ConversionRewarded rewarded(UUID conversion, String player, String variant, long gc, long micros) {
        return rewarded(conversion, player, null, variant, gc, micros);
    }

    public ConversionRewarded rewarded(
            UUID conversion, String player, @Nullable String guild, String variant, long gc, long micros) {
        return new ConversionRewarded(
                conversion,
                player,
                guild,
                "offerwall",
                noon,
                "ayet",
                conversion.toString(),
                gc,
                "free",
                10_000,
                0,
                id(),
                2L,
                variant,
                10_000,
                0,
                gc,
                micros);
    }

    public ConversionRejected rejected(UUID conversion, String player, String variant) {
        return new ConversionRejected(conversion, player, null, "offerwall", noon, List.of("velocity"), id(), variant);
    }

    public ConversionReversed reversed(UUID conversion, String player, String variant, long gc, long micros) {
        return new ConversionReversed(
                conversion,
                player,
                null,
                "offerwall",
                noon,
                UUID.nameUUIDFromBytes(conversion.toString().getBytes(UTF_8)),
                gc,
                micros,
                "chargeback",
                id(),
                variant);
    }
}

package gg.agis.experiments.outcome;

import static gg.agis.experiments.ExperimentFixture.anExperiment;
import static gg.agis.experiments.ExperimentsDriver.say;
import static gg.agis.experiments.ExperimentsDriver.someSnowflake;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.BillingEvent.PaymentSucceeded;
import gg.agis.experiments.ExperimentFixture;
import gg.agis.experiments.ExperimentsDriver;
import gg.agis.experiments.ExperimentsDriver.Sending;
import gg.agis.experiments.ExperimentsServiceTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever comes again, late, or in another order: results are the same to the last digit. */
@ExperimentsServiceTest
class ReplayTest {

    private static final int PLAYERS = 120;
    private final Instant beginning = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @LocalServerPort
    private int port;

    private ExperimentsDriver driver = new ExperimentsDriver(0);

    @BeforeEach
    void connect() {
        driver = new ExperimentsDriver(port);
    }

    @Test
    void theWholeTopicReplayedShuffledAndDoubledLeavesEveryResultAsItWas() {
        var experiment =
                anExperiment().with("primaryMetric", "\"revenuePerUserUsd\"").started(driver);
        var topic = history(experiment, new Random(7));
        say(topic);
        var before = experiment.results(driver);
        assertThat(before.path("variants").path(1).path("conversions").asLong()).isPositive();
        assertThat(before.path("variants").path(1).path("chargebackRate").asDouble())
                .isPositive();
        assertThat(before.path("variants").path(1).path("vsControl").isMissingNode())
                .isFalse();

        // As the broker repeats it, and as somebody who publishes it all once more.
        var again = new ArrayList<>(topic);
        topic.forEach(sending -> again.add(sending.again()));
        topic.forEach(sending -> again.add(sending.again()));
        Collections.shuffle(again, new Random(8));
        say(again);

        assertThat(experiment.results(driver)).isEqualTo(before);
    }

    @Test
    void theOrderInWhichEverythingComesFirstDoesNotMatterEither() {
        var inOrder = anExperiment().with("primaryMetric", "\"avgRewardGc\"").started(driver);
        say(history(inOrder, new Random(9)));
        var expected = inOrder.results(driver);

        for (long seed = 1; seed <= 3; seed++) {
            var shuffled =
                    anExperiment().with("primaryMetric", "\"avgRewardGc\"").started(driver);
            var topic = new ArrayList<>(history(shuffled, new Random(9)));
            topic.addAll(topic.subList(0, topic.size() / 2).stream()
                    .map(Sending::again)
                    .toList());
            Collections.shuffle(topic, new Random(seed));
            say(topic);

            assertThat(unnamed(shuffled.results(driver)))
                    .as("shuffled by %d", seed)
                    .isEqualTo(unnamed(expected));
        }
    }

    private static JsonNode unnamed(JsonNode results) {
        return ((ObjectNode) results.deepCopy()).without("experimentId");
    }

    /** Exposures, some of them twice; conversions of which some are refused or taken back; payments before and after. */
    private List<Sending> history(ExperimentFixture experiment, Random chance) {
        var topic = new ArrayList<Sending>();
        for (int number = 0; number < PLAYERS; number++) {
            // Players are others in each history, since payments are not of an experiment.
            var player = someSnowflake();
            var variant = number % 2 == 0 ? "control" : "variant";
            topic.add(Sending.of(experiment.exposed(player, player, variant, beginning)));
            if (chance.nextInt(4) == 0) {
                topic.add(Sending.of(experiment.exposed(player, player, variant, beginning.plusSeconds(5))));
                var other = number % 2 == 0 ? "variant" : "control";
                topic.add(Sending.of(experiment.exposed(player, player, other, beginning.plusSeconds(9))));
            }
            for (int conversion = chance.nextInt(5); conversion > 0; conversion--) {
                addConversion(topic, experiment, player, variant, chance);
            }
            if (chance.nextInt(3) == 0) {
                topic.add(payment(player, 499, beginning.minusSeconds(60)));
                topic.add(payment(player, 999L + chance.nextInt(1_000), beginning.plusSeconds(60)));
            }
        }
        return topic;
    }

    private static void addConversion(
            List<Sending> topic, ExperimentFixture experiment, String player, String variant, Random chance) {
        var id = UUID.randomUUID();
        long gc = 100L + chance.nextInt(400);
        long micros = gc * 997;
        switch (chance.nextInt(6)) {
            case 0 -> topic.add(Sending.of(experiment.rejected(id, player, variant)));
            case 1 -> topic.add(Sending.of(experiment.reversed(id, player, variant, 0, micros)));
            case 2 -> {
                topic.add(Sending.of(experiment.rewarded(id, player, variant, gc, micros)));
                topic.add(Sending.of(experiment.reversed(id, player, variant, gc, micros)));
            }
            default -> topic.add(Sending.of(experiment.rewarded(id, player, variant, gc, micros)));
        }
    }

    private static Sending payment(String player, long cents, Instant at) {
        return Sending.at(
                at, new PaymentSucceeded(UUID.randomUUID().toString(), "player:" + player, cents, "usd", "card", null));
    }
}

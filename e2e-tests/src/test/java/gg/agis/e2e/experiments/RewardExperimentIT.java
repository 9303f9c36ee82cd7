package gg.agis.e2e.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import gg.agis.e2e.Answer;
import gg.agis.e2e.Callback;
import gg.agis.e2e.Players;
import gg.agis.e2e.Suite;
import gg.agis.e2e.WithSuite;
import gg.agis.sandbox.stack.Caller;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two rates beside each other: who gets which, what they get, and what an administrator sees of it. */
@WithSuite
@Order(3)
class RewardExperimentIT {

    private static final String EXPERIMENT = "reward-test";
    private static final int PLAYERS = 2_000;
    private static final int AT_ONCE = 24;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Caller admin = Caller.admin(Players.unknown());

    /** A conversion of a player, and what the test has found out by itself that it is worth. */
    private record Earned(String player, long amount, String arm) {

        static Earned by(String player, int number) {
            int bucket = Bucket.of(EXPERIMENT, player);
            String arm = bucket < 2_500 ? "control" : bucket >= 5_000 && bucket < 7_500 ? "variant" : "";
            return new Earned(player, 101 + number % 9, arm);
        }

        long rewardGc() {
            return arm.equals("variant") ? amount * 3 / 2 : amount;
        }

        Callback callback() {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("transaction_id", "experiment-" + player);
            parameters.put("external_identifier", player);
            parameters.put("currency_amount", Long.toString(amount));
            parameters.put("payout_usd", "0." + amount);
            return Callback.of(parameters);
        }
    }

    @AfterEach
    void nobodyElseIsInIt(Suite suite) throws IOException {
        steer(suite, "complete");
        await().atMost(SOON).until(() -> knownToAds(suite).contains("\"status\":\"completed\""));
    }

    @Test
    void rewardsGoByTheVariantAndResultsAndWalletsTellTheSame(Suite suite) throws Exception {
        begin(suite);
        var earned = new ArrayList<Earned>();
        for (String player :
                inTurns(Stream.generate(Players::unknown).limit(PLAYERS).toList(), player -> {
                    consent(suite, player);
                    return player;
                })) {
            earned.add(Earned.by(player, earned.size()));
        }

        inTurns(earned, one -> {
            assertThat(suite.door().callback(one.callback()).word()).isEqualTo("credited");
            return one;
        });

        await().atMost(SOON).until(() -> conversions(results(suite)) == inArms(earned));
        var results = results(suite);
        for (String arm : List.of("control", "variant")) {
            assertSeenAsItWas(
                    arm(results, arm),
                    earned.stream().filter(one -> one.arm().equals(arm)).toList());
        }
        assertThat(results.path("trustworthy").asBoolean()).as("%s", results).isTrue();
        assertThat(arm(results, "variant").path("vsControl").path("difference").asDouble())
                .as("by half as much again")
                .isCloseTo(52, within(5.0));
        assertThat(results.path("verdict").asString()).startsWith("'variant' is higher than control in avgRewardGc");

        inTurns(earned, one -> {
            if (available(suite, one) != one.rewardGc()) {
                await().atMost(SOON).until(() -> available(suite, one) == one.rewardGc());
            }
            return one;
        });
    }

    /** By the administrator: a token for each of so many players costs more than all the rest. */
    private void consent(Suite suite, String player) throws IOException {
        Answer answer = suite.door()
                .put("/api/ads/players/" + player + "/consent", admin, "{\"granted\":true,\"policyVersion\":\"1\"}");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    private long available(Suite suite, Earned earned) throws IOException {
        return suite.door()
                .wallet(earned.player(), admin)
                .json()
                .path("available")
                .asLong(-1);
    }

    private void begin(Suite suite) throws IOException {
        Answer drafted = suite.door().post("/api/experiments", admin, """
                {"id":"%s","name":"Half as much again","hypothesis":"Better paid, they come back","unitKind":"player",
                 "trafficBp":5000,"endsAt":"%s","primaryMetric":"avgRewardGc","guardrails":["fraudRate"],
                 "variants":[{"id":"control","allocationBp":5000,"control":true,"config":{"multiplier":1.0}},
                             {"id":"variant","allocationBp":5000,"config":{"multiplier":1.5}}]}
                """.formatted(
                        EXPERIMENT, Instant.now().plus(Duration.ofDays(7))));
        assertThat(drafted.status()).as("%s", drafted).isEqualTo(201);
        assertThat(suite.door()
                        .get("/api/experiments/" + EXPERIMENT, Caller.player("1"))
                        .status())
                .isEqualTo(403);
        assertThat(steer(suite, "start").status()).isEqualTo(200);
        await().atMost(SOON).until(() -> knownToAds(suite).contains("\"status\":\"running\""));
    }

    private Answer steer(Suite suite, String edge) throws IOException {
        return suite.door().post("/api/experiments/" + EXPERIMENT + "/" + edge, admin, "{}");
    }

    /** What ads-service goes by. */
    private static String knownToAds(Suite suite) throws SQLException {
        try (var superuser = suite.superuser();
                var query = superuser.prepareStatement(
                        "SELECT convert_from(payload, 'UTF8') FROM ads.projections WHERE topic = ? AND key = ?")) {
            query.setString(1, "experiments.definitions");
            query.setString(2, EXPERIMENT);
            var row = query.executeQuery();
            return row.next() ? row.getString(1) : "";
        }
    }

    private JsonNode results(Suite suite) throws IOException {
        Answer answer = suite.door().get("/api/experiments/" + EXPERIMENT + "/results", admin);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static long conversions(JsonNode results) {
        return results.path("variants")
                .valueStream()
                .mapToLong(arm -> Math.min(
                        arm.path("users").asLong(), arm.path("conversions").asLong()))
                .sum();
    }

    private static long inArms(List<Earned> earned) {
        return earned.stream().filter(one -> !one.arm().isEmpty()).count();
    }

    private static JsonNode arm(JsonNode results, String id) {
        return results.path("variants")
                .valueStream()
                .filter(arm -> arm.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void assertSeenAsItWas(JsonNode seen, List<Earned> earned) {
        int users = earned.size();
        assertThat(users).isBetween(PLAYERS / 5, PLAYERS * 3 / 10);
        assertThat(seen.path("users").asInt()).as("%s", seen).isEqualTo(users);
        assertThat(seen.path("conversions").asInt()).isEqualTo(users);
        assertThat(seen.path("conversionRate").asDouble()).isEqualTo(1);
        assertThat(seen.path("fraudRate").asDouble()).isZero();
        assertThat(sum(seen.path("avgRewardGc"), users))
                .isEqualTo(earned.stream().mapToLong(Earned::rewardGc).sum());
        assertThat(sum(seen.path("revenuePerUserUsd"), users * 1_000L))
                .isEqualTo(earned.stream().mapToLong(Earned::amount).sum());
    }

    /** Of what was divided and shown with nine places. */
    private static long sum(JsonNode mean, long number) {
        return mean.asDecimal()
                .multiply(BigDecimal.valueOf(number))
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** Some at once, as many as a busy hour has. */
    private static <T, R> List<R> inTurns(List<T> items, Turn<T, R> turn) throws Exception {
        var places = new Semaphore(AT_ONCE);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<R>> turns = items.stream()
                    .map(item -> (Callable<R>) () -> {
                        places.acquire();
                        try {
                            return turn.take(item);
                        } finally {
                            places.release();
                        }
                    })
                    .toList();
            var done = new ArrayList<R>();
            for (var each : executor.invokeAll(turns)) {
                done.add(each.get());
            }
            return done;
        }
    }

    @FunctionalInterface
    private interface Turn<T, R> {

        R take(T item) throws Exception;
    }
}

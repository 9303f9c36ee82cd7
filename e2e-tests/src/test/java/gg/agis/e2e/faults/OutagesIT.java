package gg.agis.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.e2e.Answer;
import gg.agis.e2e.Callback;
import gg.agis.e2e.Players;
import gg.agis.e2e.Suite;
import gg.agis.e2e.WithSuite;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What the suite lives on goes away for a while, and comes back. */
@WithSuite(Suite.FAULTS)
@Order(2)
class OutagesIT {

    private static final Duration AWAY = Suite.NIGHTLY ? Duration.ofMinutes(2) : Duration.ofSeconds(20);
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(30);
    private static final Duration BACK_WITHIN = Duration.ofMinutes(1);

    @Test
    void withoutKafkaCallbacksAreStillAcceptedAndTheBacklogDrainsByItself(Suite suite) throws Exception {
        List<String> players = Players.withConsent(suite, 10);
        try (Traffic traffic = new Traffic(suite.door(), players, new Random(1))) {
            traffic.start();
            suite.stack().suspend("kafka");
            try {
                await().pollInterval(Duration.ofMillis(500))
                        .during(AWAY)
                        .atMost(AWAY.plusSeconds(20))
                        .untilAsserted(() -> {
                            traffic.release(5);
                            assertThat(traffic.resent())
                                    .as("refused while Kafka is away")
                                    .isZero();
                            assertThat(suite.door().management("ads", "/health").status())
                                    .isEqualTo(200);
                        });
                traffic.finish(0, BACK_WITHIN);
            } finally {
                suite.stack().resume("kafka");
            }

            assertThat(traffic.resent()).isZero();
            assertThat(traffic.accepted()).isGreaterThan(100);
            assertThat(new Oracle(suite).findings(traffic.sent())).isEmpty();
        }
    }

    @Test
    void withoutPostgresNothingIsAcceptedAndItSaysSoAndComesBack(Suite suite) throws Exception {
        String player = Players.withConsent(suite);
        Callback callback = Callback.of(UUID.randomUUID().toString(), player, 70);

        suite.stack().hold("postgres");
        try {
            await().atMost(NOTICED_WITHIN).untilAsserted(() -> {
                refused(suite.door().callback(callback));
                refused(suite.door().wallet(player));
                for (String service : List.of("ads", "billing")) {
                    Answer readiness = suite.door().management(service, "/readyz");
                    assertThat(readiness.status()).isEqualTo(503);
                    assertThat(readiness.body()).containsIgnoringCase("database");
                }
            });
            for (String service : List.of("ads", "billing", "gateway")) {
                assertThat(suite.door().management(service, "/health").status())
                        .as("liveness of %s", service)
                        .isEqualTo(200);
            }
        } finally {
            suite.stack().release("postgres");
        }

        suite.awaitReady("postgres");
        await().atMost(BACK_WITHIN)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(
                        () -> assertThat(suite.door().callback(callback).word()).isIn("credited", "duplicate"));
        await().atMost(BACK_WITHIN)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> assertThat(suite.door().available(player)).isEqualTo(70));
        for (String service : List.of("ads", "billing")) {
            await().atMost(BACK_WITHIN)
                    .untilAsserted(() -> assertThat(
                                    suite.door().management(service, "/readyz").status())
                            .isEqualTo(200));
        }
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }
}

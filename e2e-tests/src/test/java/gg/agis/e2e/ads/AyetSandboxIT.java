package gg.agis.e2e.ads;

import static gg.agis.e2e.ads.AyetSandbox.conversion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gg.agis.e2e.SuiteOnDemand;
import gg.agis.e2e.WithSuite;
import gg.agis.sandbox.adnetwork.AdType;
import gg.agis.sandbox.adnetwork.Conversion;
import gg.agis.sandbox.adnetwork.Sending;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The eight that the project began with. Against a deployment:
 *
 * <pre>
 * AYET_API_KEY_SANDBOX=… AGIS_BOT_CALLBACK_URL=https://…/ads/ayet/s2s AGIS_BOT_METRICS_URL=https://…/metrics \
 *   mvn verify -pl e2e-tests -am -Dit.test=AyetSandboxIT -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@WithSuite
@Order(2)
class AyetSandboxIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int FREELY = 10;

    @SuppressWarnings("NullAway.Init") // before each test
    private AyetSandbox sandbox;

    private String player = "";

    @BeforeEach
    void connect(SuiteOnDemand suite) {
        sandbox = AyetSandbox.of(environment(suite), suite);
        player = sandbox.player();
    }

    Map<String, String> environment(SuiteOnDemand suite) {
        return System.getenv();
    }

    @AfterEach
    void disconnect() {
        sandbox.close();
    }

    @Test
    void ayetSandboxConnection() throws IOException {
        var answer = sandbox.unsigned();

        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("signature-missing");
    }

    @Test
    void ayetOfferwallCallback() {
        assertHonest(sandbox.send(conversion(player, AdType.OFFERWALL, "360")), 360);
    }

    @Test
    void ayetSurveywallCallback() {
        var survey = new Conversion(
                UUID.randomUUID().toString(),
                player,
                null,
                AdType.SURVEYWALL,
                "120",
                "Tell us about your breakfast",
                Map.of("currency_identifier", "points"));

        assertHonest(sandbox.send(survey), 120);
    }

    @Test
    void ayetRewardedVideoCallback() {
        assertHonest(sandbox.send(conversion(player, AdType.VIDEO, "50")), 50);
    }

    @Test
    void ayetInvalidSignature() {
        var answer = sandbox.send(conversion(player, AdType.OFFERWALL, "360"), new Sending(1, 0, true));

        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("signature-invalid");
    }

    @Test
    void ayetDuplicateConversion() {
        var once = conversion(player, AdType.OFFERWALL, "360");

        assertHonest(sandbox.send(once), 360);
        var again = sandbox.send(once);

        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.word()).isEqualTo("duplicate");
        walletBecomes(360);
    }

    @Test
    void ayetFraudDetection() {
        assumeTrue(sandbox.playersConsent(), "Name a player of the deployment who consents: AGIS_BOT_TEST_PLAYER");

        List<String> words = IntStream.rangeClosed(1, FREELY + 1)
                .mapToObj(number -> sandbox.send(conversion(player, AdType.OFFERWALL, "100"))
                        .word())
                .toList();

        assertThat(words.subList(0, FREELY)).isSubsetOf(sandbox.wordsForHonestOnes());
        assertThat(words.getLast()).isEqualTo("held");
        walletBecomes(100 * FREELY);
    }

    @Test
    void ayetMetricsExport() throws IOException {
        sandbox.send(conversion(player, AdType.OFFERWALL, "360"));
        sandbox.send(conversion(player, AdType.OFFERWALL, "360"), new Sending(1, 0, true));

        assertThat(sandbox.metrics())
                .contains(
                        "agis_ad_conversions_total{",
                        "agis_ad_signature_failures_total{",
                        "agis_ad_callback_latency_seconds_bucket{",
                        "agis_ad_last_callback_timestamp_seconds{");
    }

    private void assertHonest(AyetSandbox.Answered answer, long worth) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(sandbox.wordsForHonestOnes()).contains(answer.word());
        walletBecomes(worth);
    }

    /** Where it can be looked into. */
    private void walletBecomes(long available) {
        sandbox.suite()
                .ifPresent(suite -> await().atMost(SOON)
                        .untilAsserted(
                                () -> assertThat(suite.door().available(player)).isEqualTo(available)));
    }
}

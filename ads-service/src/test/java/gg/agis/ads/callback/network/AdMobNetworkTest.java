package gg.agis.ads.callback.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gg.agis.ads.callback.RawQuery;
import gg.agis.ads.callback.Signature;
import gg.agis.ads.conversion.Circumstances;
import gg.agis.ads.conversion.Report.Completed;
import gg.agis.common.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

class AdMobNetworkTest {

    private static final String PLAYER = "123456789012345678";
    private static final String QUERY = "ad_network=54&ad_unit=1&custom_data=223456789012345678&reward_amount=25"
            + "&reward_item=GC&timestamp=1795262400123&transaction_id=18fa79&user_id=" + PLAYER;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private final KeyServer server = new KeyServer("1", "2");
    private final AdMobNetwork network = network(server.url());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void itIsUnknownUnlessItsKeysHaveAnAddress() {
        assertThat(network.isConfigured()).isTrue();
        assertThat(network("").isConfigured()).isFalse();
    }

    @Test
    void theKeyThatIsNamedVerifiesTheQueryBeforeTheSignature() throws Exception {
        var signed = server.signed(QUERY, "2");

        assertThat(check(signed)).isEqualTo(Signature.GENUINE);
        assertThat(check(signed.replace("reward_amount=25", "reward_amount=26")))
                .isEqualTo(Signature.INVALID);
        assertThat(check(signed.replace("key_id=2", "key_id=1"))).isEqualTo(Signature.INVALID);
        assertThat(check(QUERY)).isEqualTo(Signature.MISSING);
        assertThat(check(QUERY + "&signature=AAAA")).isEqualTo(Signature.MISSING);
    }

    @Test
    void nothingMayBeAddedBehindTheSignature() throws Exception {
        var signed = server.signed(QUERY.replace("&reward_amount=25", ""), "1");

        assertThat(check(signed + "&reward_amount=9000")).isEqualTo(Signature.INVALID);
        assertThat(check(signed.replace("&key_id", "&reward_amount=9000&key_id")))
                .isEqualTo(Signature.INVALID);
    }

    @Test
    void keysAreFetchedOnceForManyCallbacks() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(check(server.signed(QUERY, "1"))).isEqualTo(Signature.GENUINE);
        }

        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void aNewKeyIsFetchedWhenItIsNamed() throws Exception {
        check(server.signed(QUERY, "1"));
        server.add("3");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));

        assertThat(check(server.signed(QUERY, "3"))).isEqualTo(Signature.GENUINE);
        assertThat(server.asked()).isEqualTo(2);
    }

    @Test
    void keysThatDoNotExistAreAskedForOnceAMinuteAtMost() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(check(QUERY + "&signature=AAAA&key_id=99" + i)).isEqualTo(Signature.INVALID);
        }

        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void whileTheKeyServerIsAwayNothingIsDecided() throws Exception {
        server.answer(500);

        assertPutOff(server.signed(QUERY, "1"));
        assertPutOff(server.signed(QUERY, "1"));
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void knownKeysCountWhileTheKeyServerIsAway() throws Exception {
        check(server.signed(QUERY, "1"));
        server.answer(500);
        now.updateAndGet(time -> time.plus(Duration.ofHours(23)));

        assertThat(check(server.signed(QUERY, "1"))).isEqualTo(Signature.GENUINE);
        assertPutOff(QUERY + "&signature=AAAA&key_id=99");
    }

    @Test
    void keysOlderThanADayVerifyNothing() throws Exception {
        check(server.signed(QUERY, "1"));
        server.answer(500);
        now.updateAndGet(time -> time.plus(Duration.ofHours(25)));

        assertPutOff(server.signed(QUERY, "1"));
    }

    @Test
    void afterTheKeyServerIsBackCallbacksAreTaken() throws Exception {
        server.answer(503);
        assertPutOff(server.signed(QUERY, "1"));
        server.answer(200);
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));

        assertThat(check(server.signed(QUERY, "1"))).isEqualTo(Signature.GENUINE);
    }

    @Test
    void aRewardedVideoIsRead() throws Exception {
        assertThat(network.read(Callbacks.of(QUERY + "&signature=AAAA&key_id=1")))
                .isEqualTo(new Completed(
                        "admob",
                        "18fa79",
                        PLAYER,
                        "223456789012345678",
                        "video",
                        25,
                        0,
                        new Circumstances(null, null, null, Instant.parse("2026-11-21T12:00:00.123Z"), null),
                        Map.of(
                                "ad_network", "54",
                                "ad_unit", "1",
                                "custom_data", "223456789012345678",
                                "reward_amount", "25",
                                "reward_item", "GC",
                                "timestamp", "1795262400123",
                                "transaction_id", "18fa79",
                                "user_id", PLAYER)));
    }

    private void assertPutOff(String query) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> check(query))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE))
                .satisfies(problem -> assertThat(problem.extra()).containsKey("retryAfterSeconds"));
    }

    private Signature check(String query) throws RawQuery.Unreadable {
        return network.check(Callbacks.of(query));
    }

    private AdMobNetwork network(String keysUrl) {
        var settings = new AdMobSettings(keysUrl, Duration.ofDays(1), Duration.ofMinutes(1), Duration.ofSeconds(3));
        InstantSource time = now::get;
        return new AdMobNetwork(new AdMobKeys(settings, JsonMapper.shared(), time.withZone(ZoneOffset.UTC)));
    }
}

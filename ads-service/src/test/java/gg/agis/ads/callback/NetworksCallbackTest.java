package gg.agis.ads.callback;

import static gg.agis.ads.FrontDoor.aConversion;
import static gg.agis.ads.FrontDoor.encode;
import static gg.agis.ads.FrontDoor.hmac;
import static gg.agis.ads.FrontDoor.somePlayer;
import static gg.agis.ads.FrontDoor.someTransaction;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.FrontDoor;
import gg.agis.ads.callback.network.KeyServer;
import gg.agis.sandbox.junit.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The networks beside ayeT-Studios, and what strangers try at each. */
@AdsServiceTest
class NetworksCallbackTest {

    private static final String ADMOB_KEY = "3335741209";

    private final String player = somePlayer();
    private final String transaction = someTransaction();
    private FrontDoor door = new FrontDoor(0);

    @BeforeEach
    void open(@LocalServerPort int port) {
        door = new FrontDoor(port);
        door.consent(player);
    }

    @Test
    void theLegacySchemeIsCreditedOnce() {
        var query = "amount=120&conversion_id=" + transaction + "&type=surveywall&user_id=" + player;
        var signed = query + "&signature=" + hmac("HmacSHA1", "legacy-key", query);

        assertThat(word(door.call("legacy-sha1", signed))).isEqualTo("credited");
        assertThat(word(door.call("legacy-sha1", signed))).isEqualTo("duplicate");
        assertRefused(door.call("legacy-sha1", query), 401, "signature-missing");
        assertRefused(door.call("legacy-sha1", signed.replace("amount=120", "amount=121")), 401, "signature-invalid");
    }

    @Test
    void aNetworkWithKnownAddressesCallsFromThoseOnly() {
        var query = "amount=120&conversion_id=" + transaction + "&type=surveywall&user_id=" + player;
        var signed = query + "&signature=" + hmac("HmacSHA1", "legacy-key", query);

        assertRefused(door.callFrom("198.51.100.7", "legacy-sha1", signed), 403, "address-not-allowed");
        assertThat(word(door.callFrom("203.0.113.8", "legacy-sha1", signed))).isEqualTo("credited");
    }

    @Test
    void aRewardedVideoOfAdMobIsCreditedOnce() {
        var query = "ad_network=54&reward_amount=25&transaction_id=" + transaction + "&user_id=" + player;
        var signed = KeyServer.SHARED.signed(query, ADMOB_KEY);

        assertThat(word(admob(query))).isEqualTo("credited");
        assertThat(word(door.call("admob", signed))).isEqualTo("duplicate");
        assertRefused(door.call("admob", "transaction_id=" + transaction), 401, "signature-missing");
        assertRefused(door.call("admob", signed.replace("=25", "=26")), 401, "signature-invalid");
    }

    @Test
    void whileAdMobsKeysCannotBeFetchedItIsAskedToComeAgainAndNothingIsStored() {
        var query = "reward_amount=25&transaction_id=" + transaction + "&user_id=" + player;
        KeyServer.SHARED.answer(500);
        try {
            var answer = await().until(
                            () -> door.call("admob", query + "&signature=AAAA&key_id=42"),
                            refused -> refused.statusCode() != 401);

            assertRefused(answer, 503, "service-unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        } finally {
            KeyServer.SHARED.answer(200);
        }
        assertThat(word(admob(query))).isEqualTo("credited");
    }

    @Test
    void tapjoyIsCreditedOnceAndToldToStopWhatIsForged() throws Exception {
        var query = "id=" + transaction + "&snuid=" + player + "&currency=25";
        var signed = query + "&verifier=" + md5(transaction + ":" + player + ":25:tapjoy-secret");

        assertThat(word(door.call("tapjoy", signed))).isEqualTo("credited");
        assertThat(word(door.call("tapjoy", signed))).isEqualTo("duplicate");
        assertRefused(door.call("tapjoy", query), 403, "signature-missing");
        assertRefused(door.call("tapjoy", signed.replace("=25", "=26")), 403, "signature-invalid");
        assertRefused(door.call("tapjoy", signed + "&id=2"), 403, "duplicate-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "AYET", "ayet%20", "unity"})
    void anUnknownNetworkIsNotFound(String network) {
        assertRefused(door.call(network, "a=b"), 404, "not-found");
    }

    @Test
    void bytesThatAreNoTextAreVerifiedAsTheyAre() {
        var parameters = aConversion(player, transaction);
        parameters.remove("offer_name");
        var query = "currency_amount=360&external_identifier=" + player + "&offer_name=gr%F6%DFer%00&token="
                + FrontDoor.TOKEN + "&transaction_id=" + transaction;

        assertThat(word(door.callback(query, hmac(FrontDoor.KEY, query)))).isEqualTo("credited");
    }

    @Test
    void aWeakerHashThanIsDueIsRefused() {
        var query = encode(aConversion(player, transaction));

        assertRefused(door.callback(query, hmac("HmacSHA1", FrontDoor.KEY, query)), 401, "signature-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/*", "nonsense"})
    void whateverANetworkAcceptsItIsAnswered(String accepted) {
        var query = encode(aConversion(player, transaction));

        var answer = door.send(
                HttpRequest.newBuilder(door.uri("/ads/ayet/s2s?" + query))
                        .header("X-Ayetstudios-Security-Hash", hmac(FrontDoor.KEY, query))
                        .header("Accept", accepted),
                TestTokens.anonymous().tokenFor("ads"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(word(answer)).isEqualTo("credited");
    }

    /** Signed or not, whatever it is: an answer that says what is wrong, and never that we failed. */
    @ParameterizedTest
    @ValueSource(strings = {"ayet", "legacy-sha1", "admob", "tapjoy", "nobody"})
    void whateverIsSentIsNeverOurFault(String network) {
        var random = new Random(network.hashCode());
        for (int attempt = 0; attempt < 60; attempt++) {
            var query = encode(someParameters(random, aConversion(player, transaction)));
            var answer = switch (network) {
                case "ayet" ->
                    door.callback(
                            query,
                            random.nextInt(4) == 0 ? "0".repeat(random.nextInt(70)) : hmac(FrontDoor.KEY, query));
                case "legacy-sha1" -> door.call(network, query + "&signature=" + hmac("HmacSHA1", "legacy-key", query));
                case "admob" -> admob(query);
                default -> door.call(network, query + "&verifier=" + random.nextInt());
            };
            assertThat(answer.statusCode())
                    .as("%s?%s: %s", network, query, answer.body())
                    .isLessThan(500);
        }
    }

    /** As AdMob does it: again, until it is taken or refused. */
    private HttpResponse<String> admob(String query) {
        return await().until(
                        () -> door.call("admob", KeyServer.SHARED.signed(query, ADMOB_KEY)),
                        answer -> answer.statusCode() != 503);
    }

    private static Map<String, String> someParameters(Random random, Map<String, String> parameters) {
        var names = parameters.keySet().stream().toList();
        for (int change = 0; change <= random.nextInt(4); change++) {
            var name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(4)) {
                case 0 -> parameters.remove(name);
                case 1 -> parameters.put(garbage(random), garbage(random));
                default -> parameters.put(name, garbage(random));
            }
        }
        return parameters;
    }

    private static String garbage(Random random) {
        return IntStream.range(0, random.nextInt(20))
                .mapToObj(
                        i -> Character.toString(random.nextInt(3) == 0 ? random.nextInt(0xd800) : random.nextInt(128)))
                .collect(Collectors.joining())
                .replaceAll("[\r\n]", "");
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    private static String word(HttpResponse<String> answer) {
        return answer.body().replaceAll(".*\"status\":\"([a-z-]+)\".*", "$1");
    }
}

package gg.agis.ads.callback;

import static gg.agis.ads.FrontDoor.aConversion;
import static gg.agis.ads.FrontDoor.encode;
import static gg.agis.ads.FrontDoor.hmac;
import static gg.agis.ads.FrontDoor.somePlayer;
import static gg.agis.ads.FrontDoor.someTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.FrontDoor;
import gg.agis.sandbox.junit.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@AdsServiceTest
class AyetCallbackTest {

    @Autowired
    private JdbcClient jdbc;

    private final String player = somePlayer();
    private final String transaction = someTransaction();
    private FrontDoor door = new FrontDoor(0);

    @BeforeEach
    void open(@LocalServerPort int port) {
        door = new FrontDoor(port);
    }

    @Test
    void aConversionWithConsentIsCredited() {
        door.consent(player);

        var answer = door.signed(aConversion(player, transaction));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"credited\"", "\"conversionId\":\"");
        assertThat(stored()).containsExactly(360L);
    }

    @Test
    void aRepeatedCallbackIsADuplicateAndChangesNothing() {
        door.consent(player);
        door.signed(aConversion(player, transaction));

        var answer = door.signed(aConversion(player, transaction));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"duplicate\"");
        assertThat(stored()).containsExactly(360L);
    }

    @Test
    void ofTwentyConcurrentCopiesOneIsCredited() throws Exception {
        door.consent(player);

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = executor.invokeAll(IntStream.range(0, 20)
                    .<Callable<String>>mapToObj(copy -> () -> door.signedUntilTaken(aConversion(player, transaction))
                            .body())
                    .toList());

            assertThat(answers.stream().map(answer -> word(answer.resultNow())))
                    .containsOnlyOnce("credited")
                    .filteredOn("duplicate"::equals)
                    .hasSize(19);
        }
        assertThat(stored()).containsExactly(360L);
    }

    @Test
    void theSameIdForTwoPlayersAtOnceIsCreditedOnce() throws Exception {
        var players = IntStream.range(0, 10).mapToObj(number -> somePlayer()).toList();
        players.forEach(door::consent);

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = executor.invokeAll(players.stream()
                    .<Callable<String>>map(each -> () -> door.signedUntilTaken(aConversion(each, transaction))
                            .body())
                    .toList());

            assertThat(answers.stream().map(answer -> word(answer.resultNow()))).containsOnlyOnce("credited");
        }
        assertThat(stored()).containsExactly(360L);
    }

    @Test
    void withoutConsentNothingPersonalIsStored() {
        var answer = door.signed(aConversion(player, transaction));

        assertThat(word(answer.body())).isEqualTo("rejected");
        assertThat(stored()).isEmpty();
        assertThat(jdbc.sql("SELECT count(*) FROM outbox WHERE key = ?")
                        .param(player)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatCameWithoutConsentIsADuplicateLater() {
        door.signed(aConversion(player, transaction));
        door.consent(player);

        assertThat(word(door.signed(aConversion(player, transaction)).body())).isEqualTo("duplicate");
    }

    @Test
    void withdrawnConsentStopsWhatComesAfterIt() {
        door.consent(player);
        door.put(player, "{\"granted\":false,\"policyVersion\":\"1\"}");

        assertThat(word(door.signed(aConversion(player, transaction)).body())).isEqualTo("rejected");
    }

    @Test
    void theOldKeyStillCountsWhileKeysRotate() {
        door.consent(player);
        var query = encode(aConversion(player, transaction));

        assertThat(word(door.callback(query, hmac("key-of-yesterday", query)).body()))
                .isEqualTo("credited");
    }

    @Test
    void aBodylessPostIsTakenAsWell() {
        door.consent(player);
        var query = encode(aConversion(player, transaction));

        var answer = door.send(
                HttpRequest.newBuilder(door.uri("/ads/ayet/s2s?" + query))
                        .header("X-Ayetstudios-Security-Hash", hmac(FrontDoor.KEY, query))
                        .POST(BodyPublishers.noBody()),
                TestTokens.anonymous().tokenFor("ads"));

        assertThat(word(answer.body())).isEqualTo("credited");
    }

    @Test
    void aCallbackWithoutAHashIsRefused() {
        assertRefused(door.callback(encode(aConversion(player, transaction)), null), 401, "signature-missing");
    }

    @Test
    void aTamperedParameterIsRefused() {
        var query = encode(aConversion(player, transaction));

        assertRefused(
                door.callback(query.replace("=360", "=361"), hmac(FrontDoor.KEY, query)), 401, "signature-invalid");
    }

    @Test
    void aWrongTokenIsRefused() {
        var parameters = aConversion(player, transaction);
        parameters.put("token", "guessed");

        assertRefused(door.signed(parameters), 401, "signature-invalid");
    }

    @Test
    void aParameterNamedTwiceIsRefused() {
        var query = encode(aConversion(player, transaction)) + "&currency_amount=1";

        assertRefused(door.callback(query, hmac(FrontDoor.KEY, query)), 400, "duplicate-parameter");
    }

    @Test
    void aQueryOverSixteenKibibytesIsRefused() {
        var parameters = aConversion(player, transaction);
        parameters.put("offer_name", "x".repeat(16 * 1024));

        assertRefused(door.signed(parameters), 414, "uri-too-long");
    }

    @ParameterizedTest
    @CsvSource({
        "currency_amount, NaN, amount_invalid",
        "currency_amount, 1e309, amount_invalid",
        "currency_amount, '10,5', amount_invalid",
        "currency_amount, 0, amount_invalid",
        "external_identifier, nobody, player_invalid"
    })
    void whatIsSignedAndUnusableIsKeptForAnOperator(String parameter, String value, String reason) {
        var parameters = aConversion(player, transaction);
        parameters.put(parameter, value);

        assertThat(word(door.signed(parameters).body())).isEqualTo("quarantined");
        assertThat(word(door.signed(parameters).body())).isEqualTo("duplicate");
        assertThat(jdbc.sql("SELECT reason FROM quarantine WHERE query LIKE ? AND query NOT LIKE '%token%'")
                        .param("%" + transaction + "%")
                        .query(String.class)
                        .list())
                .containsExactly(reason);
    }

    private List<@Nullable Long> stored() {
        return jdbc.sql("SELECT reward_gc FROM conversions WHERE network_transaction_id = ?")
                .param(transaction)
                .query(Long.class)
                .list();
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    private static String word(String answer) {
        return answer.replaceAll(".*\"status\":\"([a-z-]+)\".*", "$1");
    }
}

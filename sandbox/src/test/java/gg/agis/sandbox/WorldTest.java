package gg.agis.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gg.agis.sandbox.adnetwork.AyetSettings;
import gg.agis.sandbox.kubernetes.KubernetesSettings;
import gg.agis.sandbox.kubernetes.agones.Pace;
import gg.agis.sandbox.process.Ports;
import gg.agis.sandbox.process.ProgramFailedException;
import gg.agis.sandbox.process.RunningProgram;
import gg.agis.sandbox.storage.StorageSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WorldTest {

    private static final String PLAYER = "123456789012345678";
    private static final String KEY = "key";

    private final JsonMapper json = new JsonMapper();
    private HttpClient client;
    private Publisher publisher;
    private World world;

    @BeforeEach
    void start() throws IOException {
        client = HttpClient.newHttpClient();
        publisher = new Publisher();
        world = World.start(settings(0));
    }

    @AfterEach
    void stop() {
        world.close();
        publisher.close();
        client.close();
    }

    @Test
    void aConversionArrivesSignedWithEveryMacro() throws Exception {
        JsonNode sent = order("conversions", """
                {"player": "%s", "guild": "42", "amount": 360, "offerName": "A & B ~ *"}""");

        assertThat(sent.at("/deliveries/0/attempts/0/status").asInt()).isEqualTo(200);
        assertThat(sent.at("/deliveries/0/attempts/0/body").asString()).contains("credited");
        Publisher.Callback callback = publisher.received.getFirst();
        assertThat(callback.path()).isEqualTo("/ads/ayet/s2s");
        assertThat(callback.hash()).isEqualTo(expectedHash(callback));
        assertThat(callback.parameters())
                .containsEntry("external_identifier", PLAYER)
                .containsEntry("currency_amount", "360")
                .containsEntry("payout_usd", "0.36")
                .containsEntry("custom_1", "offerwall")
                .containsEntry("custom_2", "42")
                .containsEntry("offer_name", "A & B ~ *")
                .containsEntry("is_chargeback", "0")
                .containsEntry("token", "shared token")
                .containsKeys(("transaction_id,adslot_id,placement_identifier,offer_id,task_name,event_name,"
                                + "currency_identifier,currency_conversion_rate,ip,device_uuid,device_make,"
                                + "device_model,click_date,callback_type,callback_ts,chargeback_reason,"
                                + "chargeback_date")
                        .split(","));
    }

    @Test
    void surveysPayPointsAndVideosTheirUsualAmount() throws Exception {
        order("conversions", "{\"player\": \"%s\", \"type\": \"surveywall\"}");
        order("conversions", "{\"player\": \"%s\", \"type\": \"video\"}");

        assertThat(publisher.received.get(0).parameters()).containsEntry("currency_identifier", "points");
        assertThat(publisher.received.get(1).parameters()).containsEntry("currency_amount", "50");
    }

    @Test
    void whatIsNoAmountIsSentAsOrderedAndMacrosCanBeReplaced() throws Exception {
        order("conversions", "{\"player\": \"%s\", \"amount\": \"NaN\", \"parameters\": {\"ip\": \"10.0.0.1\"}}");

        assertThat(publisher.received.getFirst().parameters())
                .containsEntry("currency_amount", "NaN")
                .containsEntry("ip", "10.0.0.1");
    }

    @Test
    void copiesAreTheSameCallback() throws Exception {
        JsonNode sent = order("conversions", "{\"player\": \"%s\", \"copies\": 20}");

        assertThat(sent.get("deliveries").size()).isEqualTo(20);
        assertThat(publisher.received).hasSize(20);
        assertThat(publisher.received.stream().distinct()).hasSize(1);
    }

    @Test
    void aForgedOneIsSignedByNobody() throws Exception {
        order("conversions", "{\"player\": \"%s\", \"forged\": true}");

        Publisher.Callback callback = publisher.received.getFirst();
        assertThat(callback.hash()).hasSize(64).isNotEqualTo(expectedHash(callback));
    }

    @Test
    void whatIsNotAnsweredWith200ComesAgainUntilItIs() throws Exception {
        order("misbehave", "{\"resendMillis\": [1, 1, 1]}");
        publisher.answersFirst(503, 500);

        order("conversions", "{\"player\": \"%s\", \"transactionId\": \"t-1\"}");

        await().untilAsserted(() ->
                assertThat(delivery("t-1").at("/state").asString()).isEqualTo("ANSWERED"));
        assertThat(delivery("t-1")
                        .get("attempts")
                        .valueStream()
                        .map(attempt -> attempt.get("status").asInt()))
                .containsExactly(503, 500, 200);
        assertThat(publisher.received.stream().map(Publisher.Callback::rawQuery).distinct())
                .hasSize(1);
    }

    @Test
    void afterTheLastResendTheNetworkGivesUp() throws Exception {
        order("misbehave", "{\"resendMillis\": [1, 1]}");
        publisher.answersFirst(503, 503, 503);

        order("conversions", "{\"player\": \"%s\", \"transactionId\": \"t-1\"}");

        await().untilAsserted(() ->
                assertThat(delivery("t-1").at("/state").asString()).isEqualTo("GIVEN_UP"));
        assertThat(publisher.received).hasSize(3);
    }

    @Test
    void byTheBookItIsTwelveTimesInAnHour() throws Exception {
        JsonNode manners = answer(get("/control/ayet/misbehave"));

        assertThat(manners.get("resendMillis").valueStream().mapToLong(JsonNode::asLong))
                .hasSize(12)
                .allMatch(pause -> pause == 300_000);
    }

    @Test
    void misbehavingItDoublesAndLosesAndIsLate() throws Exception {
        order(
                "misbehave",
                "{\"doubleBp\": 10000, \"dropBp\": 10000, \"lateBp\": 10000, \"lateMillis\": 1, \"resendMillis\": [1]}");

        HttpResponse<String> sent =
                post("/control/ayet/conversions", "{\"player\": \"%s\", \"transactionId\": \"t-1\"}");

        assertThat(sent.statusCode()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(publisher.received).hasSize(2));
        await().untilAsserted(() ->
                assertThat(delivery("t-1").at("/attempts/1/status").asInt()).isEqualTo(200));
        assertThat(delivery("t-1").at("/attempts/0/body").asString()).isEqualTo("lost on its way");
    }

    @Test
    void aChargebackTakesBackWhatWasSent() throws Exception {
        order("conversions", "{\"player\": \"%s\", \"amount\": 360, \"transactionId\": \"t-1\"}");

        order("chargebacks", "{\"transactionId\": \"t-1\"}");

        Publisher.Callback callback = publisher.received.get(1);
        assertThat(callback.hash()).isEqualTo(expectedHash(callback));
        assertThat(callback.parameters())
                .containsEntry("transaction_id", "r-t-1")
                .containsEntry("is_chargeback", "1")
                .containsEntry("currency_amount", "-360")
                .containsEntry("external_identifier", PLAYER);
    }

    @Test
    void aChargebackMayComeBeforeItsOriginal() throws Exception {
        HttpResponse<String> unknown = post("/control/ayet/chargebacks", "{\"transactionId\": \"t-9\"}");
        order("chargebacks", "{\"transactionId\": \"t-9\", \"player\": \"%s\", \"amount\": 360}");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(publisher.received.getFirst().parameters()).containsEntry("transaction_id", "r-t-9");
    }

    @Test
    void aPublisherThatIsAwayIsReportedAndTriedAgain() throws Exception {
        publisher.close();

        JsonNode sent = order("conversions", "{\"player\": \"%s\"}");

        assertThat(sent.at("/deliveries/0/state").asString()).isEqualTo("RESENDING");
        assertThat(sent.at("/deliveries/0/attempts/0").has("status")).isFalse();
        assertThat(sent.at("/deliveries/0/attempts/0/body").asString()).startsWith("no answer");
    }

    @Test
    void completingAnOfferOfThePageSendsItsCallback() throws Exception {
        String link = "/offerwall?external_identifier=%s&custom_1=offerwall&custom_2=42".formatted(PLAYER);
        JsonNode offers = json.readTree(client.send(
                        HttpRequest.newBuilder(URI.create(world.url() + link))
                                .header("Accept", "application/json")
                                .build(),
                        BodyHandlers.ofString())
                .body());

        HttpResponse<String> completed = form("offerId=%s&external_identifier=%s&custom_2=42"
                .formatted(offers.at("/items/0/id").asString(), PLAYER));

        assertThat(completed.body()).contains("Completed").contains("credited");
        assertThat(publisher.received.getFirst().parameters())
                .containsEntry("currency_amount", offers.at("/items/0/amount").asString())
                .containsEntry("custom_2", "42");
    }

    @Test
    void thePageShowsNamesAsText() throws Exception {
        String nasty = URLEncoder.encode("\"><script>", StandardCharsets.UTF_8);

        String page = get("/offerwall?external_identifier=" + nasty).body();

        assertThat(page).contains("Raid: Shadow Legends").doesNotContain("<script>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /control/ayet/conversions | {}                                        | 'player' needs
                    /control/ayet/conversions | {"player": "1", "type": "banner"}         | 'type' is
                    /control/ayet/conversions | {"player": "1", "copies": 101}            | 'copies' is a number
                    /control/ayet/conversions | {"player": "1", "copies": "many"}         | not the JSON
                    /control/ayet/conversions | {"player": "1", "delayMillis": -1}        | 'delayMillis' is a number
                    /control/ayet/conversions | {"player": "1", "surprise": 1}            | Unknown field 'surprise'
                    /control/ayet/conversions | {"player": "1", "parameters": {"a": null}} | 'parameters.a' needs
                    /control/ayet/conversions | {"player"                                 | not the JSON
                    /control/ayet/conversions | null                                      | must be a JSON object
                    /control/ayet/misbehave   | {"doubleBp": 10001}                       | 'doubleBp' is a number
                    /control/ayet/misbehave   | {"resendMillis": [1,2,3,4,5,6,7,8,9,10,11,12,13]} | at most 12
                    /control/ayet/misbehave   | {"resendMillis": [-1]}                    | 'resendMillis' is a number
                    /control/ayet/misbehave   | {"resendMillis": [null]}                  | 'resendMillis' is a number
                    /control/ayet/chargebacks | {}                                        | 'transactionId' needs
                    """)
    void badInputIsRefusedWithASentence(String path, String body, String sentence) throws Exception {
        HttpResponse<String> refused = post(path, body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(answer(refused).get("error").asString()).contains(sentence);
        assertThat(publisher.received).isEmpty();
    }

    @Test
    void everythingElseThatIsNotThereIsSaid() throws Exception {
        assertThat(get("/control/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/control/ayet/conversions").statusCode()).isEqualTo(405);
        assertThat(get("/control/ayet/deliveries?limit=0").statusCode()).isEqualTo(400);
        assertThat(get("/control/ayet/deliveries?limit=ten").statusCode()).isEqualTo(400);
        assertThat(get("/offerwall").statusCode()).isEqualTo(400);
        assertThat(form("offerId=none").statusCode()).isEqualTo(400);
        assertThat(form("offerId=%zz").statusCode()).isEqualTo(400);
        assertThat(post("/control/ayet/conversions", " ".repeat(65 * 1024)).statusCode())
                .isEqualTo(413);
        assertThat(client.send(
                                request("/control/ayet/conversions")
                                        .POST(BodyPublishers.ofString("{}"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void asAProcessOfItsOwnItIsReadyAndEndsWhenAsked(@TempDir Path directory) throws Exception {
        WorldServer server = new WorldServer(directory.resolve("world"), settings(Ports.free()));
        RunningProgram program = new RunningProgram(server, directory.resolve("log"));

        program.start();

        assertThat(client.send(
                                HttpRequest.newBuilder(URI.create(server.url() + "/control/health"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .contains("\"status\":\"ok\"")
                .contains("ours");
        program.stop();
        assertThat(program.isAlive()).isFalse();
    }

    @Test
    void anotherWorldOnThePortIsNotTakenForOurs(@TempDir Path directory) {
        int port = URI.create(world.url()).getPort();
        WorldServer impostor = new WorldServer(
                directory, new WorldSettings(port, "mine", settings(port).ayet().orElseThrow()));

        assertThatThrownBy(() -> impostor.awaitReady(Duration.ofSeconds(5), () -> true))
                .isInstanceOf(ProgramFailedException.class)
                .hasMessageContaining("something else");
    }

    @Test
    void theEnvironmentNamesKeysInRotationAndAMissingOneIsSaid() {
        WorldSettings settings = WorldSettings.of(
                Map.of("WORLD_PORT", "0", "GATEWAY_URL", "http://127.0.0.1:8080", "AYET_API_KEY", "new, old"));

        assertThat(settings.ayet().orElseThrow().apiKey()).isEqualTo("new");
        assertThat(settings.ayet().orElseThrow().token()).isEmpty();
        assertThat(settings.kubernetes()).isEmpty();
        assertThatThrownBy(() -> WorldSettings.of(Map.of("WORLD_PORT", "0", "AYET_API_KEY", "key")))
                .hasMessage("The environment variable GATEWAY_URL is missing");
    }

    @Test
    void aProcessIsToldItsSettingsWhole(@TempDir Path directory) {
        WorldSettings settings = new WorldSettings(
                7,
                "ours",
                Optional.empty(),
                Optional.of(new KubernetesSettings(
                        8,
                        directory,
                        "token",
                        Pace.LIVELY,
                        Map.of("agis/saver", List.of("java", "-cp", "a b")),
                        Optional.of(directory))),
                Optional.of(new StorageSettings(9, directory, "saves", "access", "secret")));

        assertThat(WorldSettings.of(settings.asEnvironment())).isEqualTo(settings);
    }

    private WorldSettings settings(int port) {
        return new WorldSettings(port, "ours", new AyetSettings(publisher.url(), KEY, Optional.of("shared token")));
    }

    private JsonNode order(String what, String body) throws Exception {
        HttpResponse<String> response = post("/control/ayet/" + what, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return answer(response);
    }

    private JsonNode delivery(String transactionId) throws Exception {
        return answer(get("/control/ayet/deliveries?transactionId=" + transactionId))
                .at("/deliveries/0");
    }

    private JsonNode answer(HttpResponse<String> response) {
        return json.readTree(response.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.replace("%s", PLAYER)))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> form(String body) throws Exception {
        return client.send(
                request("/offerwall/complete")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(world.url() + path));
    }

    // The query is made of exactly what the network encodes, so that sorting its raw pairs is what was signed.
    private static String expectedHash(Publisher.Callback callback) throws Exception {
        String[] pairs = callback.rawQuery().split("&", -1);
        Arrays.sort(pairs);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(String.join("&", pairs).getBytes(StandardCharsets.UTF_8)));
    }
}

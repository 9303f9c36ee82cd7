package gg.agis.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.token.Caller;
import gg.agis.common.token.TokenVerifier;
import gg.agis.sandbox.junit.TestTokens;
import gg.agis.sandbox.junit.WithKafka;
import gg.agis.sandbox.junit.WithTokens;
import gg.agis.sandbox.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@WithKafka
@WithTokens(service = "gateway")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class FrontDoorTest {

    private static final Upstream ADS = new Upstream();
    private static final Upstream BILLING = new Upstream();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PLAYER = "123456789012345678";
    private static final String WALLET = "/api/wallets/" + PLAYER;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void behind(DynamicPropertyRegistry registry) {
        registry.add("ADS_URL", ADS::url);
        registry.add("BILLING_URL", BILLING::url);
        int nobodyListens = Ports.free();
        registry.add("USAGE_URL", () -> "http://127.0.0.1:" + nobodyListens);
    }

    @BeforeEach
    void forget() {
        ADS.forget();
        BILLING.forget();
    }

    @AfterAll
    static void close() {
        ADS.close();
        BILLING.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transaction_id=1&offer_name=Raid%3A+Shadow+Legends",
                "b=2&a=1&offer_name=a*b~c%2Bd%20e",
                "offer_name=caf%C3%A9&empty=&flag",
                "offer_name=caf%c3%a9&twice=%2525",
                "a=1&a=2&&b==",
                "q=%F0%9F%98%80;x:@/?"
            })
    void aCallbacksQueryIsPassedOnByteForByte(String query) throws Exception {
        assertThat(raw("GET /ads/ayet/s2s?" + query + " HTTP/1.1", "X-Ayetstudios-Security-Hash: abc"))
                .startsWith("HTTP/1.1 200");

        var passed = ADS.only();
        assertThat(passed.uri()).isEqualTo("/ads/ayet/s2s?" + query);
        assertThat(passed.header("X-Ayetstudios-Security-Hash")).containsExactly("abc");
    }

    @Test
    void aServiceHearsOfAnAnonymousOnAPublicRoute() throws Exception {
        send(request("/ads/ayet/s2s?a=1"));

        assertThat(callerTold(ADS.only()).isAnonymous()).isTrue();
    }

    @Test
    void aServiceHearsWhoTheCallerIsInAGatewaysToken() throws Exception {
        var token = TestTokens.player(PLAYER).officerOf("223456789012345678").localToken();

        send(request("/api/ads/players/" + PLAYER + "/consent").header("Authorization", "Bearer " + token));

        var told = ADS.only();
        assertThat(told.header("Authorization")).doesNotContain("Bearer " + token);
        assertThat(callerTold(told).isPlayer(PLAYER)).isTrue();
        assertThat(callerTold(told).officerOf("223456789012345678")).isTrue();
    }

    @Test
    void whatAClientInventsIsDropped() throws Exception {
        send(request("/ads/ayet/s2s?a=1")
                .header("X-Agis-Caller", "admin")
                .header("X-User-Id", "1")
                .header("X-Forwarded-For", "1.2.3.4")
                .header("Cookie", "session=1")
                .header("X-Api-Key", "agis_live_x"));

        var told = ADS.only();
        for (var invented : List.of("X-Agis-Caller", "X-User-Id", "X-Forwarded-For", "Cookie", "X-Api-Key")) {
            assertThat(told.header(invented)).as(invented).isEmpty();
        }
    }

    @Test
    void theServiceIsToldWhereTheClientReallyIs() throws Exception {
        send(request("/ads/ayet/s2s?a=1").header("X-Agis-Client-Address", "1.2.3.4"));

        assertThat(ADS.only().header("X-Agis-Client-Address")).containsExactly("127.0.0.1");
    }

    @Test
    void whoDoesNotSayWhoTheyAreIsUnauthenticated() throws Exception {
        assertRefused(send(request(WALLET)), 401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer nonsense", "Basic YTpi", "Bearer ", "bearer"})
    void aTokenThatIsNoneIsUnauthenticated(String credentials) throws Exception {
        assertRefused(send(request(WALLET).header("Authorization", credentials)), 401, "unauthenticated");
    }

    @Test
    void aServicesTokenDoesNotOpenTheFrontDoor() throws Exception {
        var token = TestTokens.serviceToken("billing", "gateway");

        assertRefused(send(request(WALLET).header("Authorization", "Bearer " + token)), 401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/unknown",
                "/actuator/env",
                "/..;/actuator",
                "/internal/x",
                "/metrics",
                "/ads/ayet"
            })
    void whatIsNoRouteDoesNotExist(String path) throws Exception {
        assertRefused(send(request(path)), 404, "not-found");
        assertThat(ADS.isUntouched()).isTrue();
    }

    @Test
    void operatorsAskEachServiceForItsEvents() throws Exception {
        send(request("/api/events/ads/dead-letters?limit=5")
                .header("Authorization", "Bearer " + TestTokens.admin(PLAYER).localToken()));

        var told = ADS.only();
        assertThat(told.uri()).isEqualTo("/api/events/ads/dead-letters?limit=5");
        assertThat(callerTold(told).isAdmin()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WALLET,
                WALLET + "/history?limit=5",
                WALLET + "/contributions",
                "/api/treasuries/223456789012345678/runway",
                "/api/ledger/audit",
                "/api/ledger/chain/x",
                "/api/shop/items"
            })
    void billingHearsOfItsCallersAndOfNobodyElse(String path) throws Exception {
        assertRefused(send(request(path)), 401, "unauthenticated");
        assertThat(BILLING.isUntouched()).isTrue();

        send(request(path)
                .header("Authorization", "Bearer " + TestTokens.player(PLAYER).localToken()));

        var told = BILLING.only();
        assertThat(told.uri()).isEqualTo(path);
        assertThat(callerTold(told, "billing").isPlayer(PLAYER)).isTrue();
    }

    @Test
    void theHeadOfTheLedgersChainIsPublic() throws Exception {
        send(request("/api/ledger/chain"));

        assertThat(callerTold(BILLING.only(), "billing").isAnonymous()).isTrue();
        assertRefused(send(request("/api/ledger/chain").POST(BodyPublishers.ofString("{}"))), 401, "unauthenticated");
    }

    @Test
    void aServiceThatIsAwayIsSaidWithWhenToTryAgain() throws Exception {
        var answer = send(request("/api/events/usage/dead-letters")
                .header("Authorization", "Bearer " + TestTokens.player(PLAYER).localToken()));

        assertRefused(answer, 503, "service-unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsRefusedUnread() throws Exception {
        assertRefused(
                send(request("/ads/ayet/s2s").POST(BodyPublishers.ofByteArray(new byte[256 * 1024 + 1]))),
                413,
                "payload-too-large");
        assertThat(ADS.isUntouched()).isTrue();
    }

    @Test
    void aBodyThatDoesNotSayHowLargeItIsIsCutOffAtTheLimit() throws Exception {
        var endless = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[1024 * 1024]));

        assertRefused(send(request("/ads/ayet/s2s").POST(endless)), 413, "payload-too-large");
    }

    @Test
    void itIsAliveAndSaysSo() throws Exception {
        for (var path : List.of("/health", "/healthz")) {
            assertThat(send(request(path)).body()).isEqualTo("{\"status\":\"ok\"}");
        }
        assertThat(send(request("/version")).body()).contains("gateway");
    }

    private Caller callerTold(Upstream.Request request) {
        return callerTold(request, "ads");
    }

    private Caller callerTold(Upstream.Request request, String service) {
        var token = request.header("Authorization").getFirst().substring("Bearer ".length());
        return new TokenVerifier(service, TestTokens.issuers(), Clock.systemUTC()).verify(token);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"type\":\"/problems/" + code + "\"");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** Byte for byte, past every client that would tidy the request up. */
    private String raw(String requestLine, String header) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n")
                            .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}

package gg.agis.e2e.ads;

import gg.agis.e2e.Players;
import gg.agis.e2e.Suite;
import gg.agis.e2e.SuiteOnDemand;
import gg.agis.sandbox.adnetwork.AdType;
import gg.agis.sandbox.adnetwork.AyetNetwork;
import gg.agis.sandbox.adnetwork.AyetSettings;
import gg.agis.sandbox.adnetwork.Conversion;
import gg.agis.sandbox.adnetwork.Delivery.Attempt;
import gg.agis.sandbox.adnetwork.Misbehaviour;
import gg.agis.sandbox.adnetwork.Sending;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox's ad network, and what it calls: a stack of this machine, or a deployment where the environment names one.
 *
 * <p>A deployment's players cannot be made to consent from here: whoever has, there, is named by
 * {@code AGIS_BOT_TEST_PLAYER}. Without one everything validly signed is answered {@code rejected}.
 */
final class AyetSandbox implements AutoCloseable {

    static final String KEY = "AYET_API_KEY_SANDBOX";
    static final String CALLBACK_URL = "AGIS_BOT_CALLBACK_URL";
    static final String METRICS_URL = "AGIS_BOT_METRICS_URL";
    static final String TEST_PLAYER = "AGIS_BOT_TEST_PLAYER";

    private static final String PATH = "/ads/ayet/s2s";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final AyetNetwork network;
    private final String callbackUrl;
    private final String metricsUrl;
    private final Optional<Suite> suite;
    private final Optional<String> deploymentsPlayer;
    private final HttpClient http = HttpClient.newHttpClient();

    private AyetSandbox(
            AyetSettings settings, String metricsUrl, Optional<Suite> suite, Optional<String> deploymentsPlayer) {
        this.network = new AyetNetwork(settings, InstantSource.system());
        this.callbackUrl = settings.gatewayUrl() + PATH;
        this.metricsUrl = metricsUrl;
        this.suite = suite;
        this.deploymentsPlayer = deploymentsPlayer;
        // What is refused here is refused on purpose.
        network.misbehave(new Misbehaviour(0, 0, 0, 0, List.of()));
    }

    static boolean isDeployed(Map<String, String> environment) {
        return environment.keySet().containsAll(Set.of(KEY, CALLBACK_URL, METRICS_URL));
    }

    static AyetSandbox of(Map<String, String> environment, SuiteOnDemand onDemand) {
        return isDeployed(environment) ? ofDeployment(environment) : of(onDemand.suite());
    }

    private static AyetSandbox ofDeployment(Map<String, String> environment) {
        Function<String, String> named = name -> environment.getOrDefault(name, "");
        return new AyetSandbox(
                new AyetSettings(
                        named.apply(CALLBACK_URL).replaceFirst(PATH + "$", ""),
                        named.apply(KEY),
                        Optional.ofNullable(environment.get("AYET_CALLBACK_TOKEN"))),
                named.apply(METRICS_URL),
                Optional.empty(),
                Optional.ofNullable(environment.get(TEST_PLAYER)));
    }

    private static AyetSandbox of(Suite suite) {
        return new AyetSandbox(
                new AyetSettings(suite.stack().url("gateway"), Suite.API_KEYS.getFirst(), Optional.empty()),
                suite.stack().managementUrl("ads") + "/metrics",
                Optional.of(suite),
                Optional.empty());
    }

    /** How the network was answered. */
    record Answered(int status, String body) {

        static Answered by(Attempt attempt) {
            Integer status = attempt.status();
            return new Answered(status == null ? 0 : status, attempt.body());
        }

        String word() {
            return JsonMapper.shared().readTree(body).path("status").asString("");
        }

        String code() {
            return JsonMapper.shared().readTree(body).path("code").asString("");
        }
    }

    /** Somebody who has consented, as far as that is in our hands. */
    String player() {
        return suite.map(Players::withConsent).or(() -> deploymentsPlayer).orElseGet(Players::unknown);
    }

    boolean playersConsent() {
        return suite.isPresent() || deploymentsPlayer.isPresent();
    }

    /** What an honest conversion may become: a deployment may have seen its only player often. */
    List<String> wordsForHonestOnes() {
        if (suite.isPresent()) {
            return List.of("credited");
        }
        return deploymentsPlayer.isPresent() ? List.of("credited", "held") : List.of("rejected");
    }

    /** The stack, where its wallets can be looked into. */
    Optional<Suite> suite() {
        return suite;
    }

    static Conversion conversion(String player, AdType type, String amount) {
        return new Conversion(
                UUID.randomUUID().toString(), player, null, type, amount, "Raid: Shadow Legends", Map.of());
    }

    Answered send(Conversion conversion) {
        return send(conversion, Sending.ONCE);
    }

    Answered send(Conversion conversion, Sending how) {
        return Answered.by(network.send(conversion, how).getFirst().attempts().getFirst());
    }

    Answered unsigned() throws IOException {
        HttpResponse<String> answer = get(callbackUrl + "?transaction_id=1");
        return new Answered(answer.statusCode(), answer.body());
    }

    String metrics() throws IOException {
        return get(metricsUrl).body();
    }

    private HttpResponse<String> get(String url) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        network.close();
        http.close();
    }
}

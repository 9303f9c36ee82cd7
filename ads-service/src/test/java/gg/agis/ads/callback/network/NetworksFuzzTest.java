package gg.agis.ads.callback.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.callback.AdNetwork;
import gg.agis.ads.callback.Callback;
import gg.agis.ads.callback.RawQuery;
import gg.agis.ads.conversion.Report.Completed;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a stranger sends: it is understood, or refused, or said to be unusable, and never an exception. */
class NetworksFuzzTest {

    private static final List<String> NAMES = List.of(
            "transaction_id",
            "external_identifier",
            "currency_amount",
            "payout_usd",
            "currency_conversion_rate",
            "custom_1",
            "custom_2",
            "is_chargeback",
            "chargeback_reason",
            "callback_type",
            "callback_ts",
            "click_date",
            "ip",
            "device_uuid",
            "token",
            "conversion_id",
            "user_id",
            "amount",
            "type",
            "signature",
            "key_id",
            "reward_amount",
            "timestamp",
            "id",
            "snuid",
            "currency",
            "verifier");

    private final KeyServer server = KeyServer.SHARED;
    private final List<AdNetwork> networks = List.of(
            new AyetNetwork(new AyetSettings(List.of("k"), "")),
            new LegacySha1Network(new LegacySha1Network.Settings(List.of("k"))),
            new TapjoyNetwork(new TapjoyNetwork.Settings(List.of("k"))),
            new AdMobNetwork(new AdMobKeys(
                    new AdMobSettings(server.url(), Duration.ofDays(1), Duration.ofDays(1), Duration.ofSeconds(3)),
                    JsonMapper.shared(),
                    Clock.systemUTC())));

    @Property(tries = 3_000)
    void everyNetworkTakesWhateverIsSent(
            @ForAll("parameters") Map<String, String> parameters, @ForAll("values") String hash) throws Exception {
        var query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(joining("&"));
        var callback = new Callback(query, RawQuery.parse(query), name -> hash);

        for (var network : networks) {
            assertThat(network.check(callback)).isNotNull();
            var report = network.read(callback);
            assertThat(report.network()).isEqualTo(network.name());
            assertThat(report.conversionId()).isNotNull();
            if (report instanceof Completed completed) {
                assertThat(completed.baseGc()).isBetween(1L, 1L << 53);
                assertThat(completed.playerId()).matches("[1-9][0-9]{16,18}");
                assertThat(completed.received().toString()).doesNotContain("\0");
            }
        }
    }

    @Provide
    Arbitrary<Map<String, String>> parameters() {
        return Arbitraries.maps(Arbitraries.of(NAMES), values()).ofMaxSize(NAMES.size());
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(10),
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.bigDecimals().map(String::valueOf),
                Arbitraries.longs().between(1L << 56, Long.MAX_VALUE).map(String::valueOf),
                Arbitraries.of(
                        "1",
                        "0",
                        "-0",
                        "-1",
                        "NaN",
                        "1e309",
                        "10,5",
                        "٣",
                        "0.000000001",
                        "video",
                        "iap",
                        "r-",
                        "r-1",
                        "2026-02-30 25:61:61",
                        "2026-11-21 12:00:00",
                        "::1",
                        "1.2.3.4",
                        "fe80::1%eth0",
                        "%",
                        "\0",
                        "9223372036854775807",
                        "99999999999"));
    }
}

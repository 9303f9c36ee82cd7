package gg.agis.ads.callback.network;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.callback.Signature;
import gg.agis.ads.conversion.Circumstances;
import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.conversion.Report.Unusable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class TapjoyNetworkTest {

    private static final String PLAYER = "123456789012345678";
    private static final String QUERY = "id=t1&snuid=" + PLAYER + "&currency=25";
    private static final String VERIFIER = Callbacks.md5("t1:" + PLAYER + ":25:secret");

    private final TapjoyNetwork network = new TapjoyNetwork(new TapjoyNetwork.Settings(List.of("new", "secret")));

    @Test
    void itIsUnknownUnlessItHasASecret() {
        assertThat(network.isConfigured()).isTrue();
        assertThat(new TapjoyNetwork(new TapjoyNetwork.Settings(List.of())).isConfigured())
                .isFalse();
    }

    @Test
    void theVerifierVouchesForThreeParameters() throws Exception {
        assertThat(network.check(Callbacks.of(QUERY + "&verifier=" + VERIFIER))).isEqualTo(Signature.GENUINE);
        assertThat(network.check(Callbacks.of(QUERY.replace("=25", "=26") + "&verifier=" + VERIFIER)))
                .isEqualTo(Signature.INVALID);
        assertThat(network.check(Callbacks.of(QUERY))).isEqualTo(Signature.MISSING);
    }

    @Test
    void theSeparatorInsideAPartIsAForgery() throws Exception {
        var verifier = Callbacks.md5("t1:9:" + PLAYER + ":25:secret");

        assertThat(network.check(Callbacks.of("id=t1%3A9&snuid=" + PLAYER + "&currency=25&verifier=" + verifier)))
                .isEqualTo(Signature.INVALID);
    }

    @Test
    void whatNobodyVouchesForIsNeitherUsedNorKept() throws Exception {
        assertThat(network.read(Callbacks.of(QUERY + "&custom_2=" + PLAYER + "&verifier=" + VERIFIER)))
                .isEqualTo(new Completed(
                        "tapjoy",
                        "t1",
                        PLAYER,
                        null,
                        "offerwall",
                        25,
                        0,
                        Circumstances.UNKNOWN,
                        Map.of("id", "t1", "snuid", PLAYER, "currency", "25")));
    }

    @Test
    void whatCannotBeUsedIsSaid() throws Exception {
        assertThat(network.read(Callbacks.of("id=t1&snuid=nobody&currency=25&note=x")))
                .isEqualTo(new Unusable("tapjoy", "t1", "player_invalid", "currency=25&id=t1&snuid=nobody"));
    }

    @Test
    void itIsToldToStop() {
        assertThat(network.refusal(HttpStatus.UNAUTHORIZED)).isEqualTo(HttpStatus.FORBIDDEN);
    }
}

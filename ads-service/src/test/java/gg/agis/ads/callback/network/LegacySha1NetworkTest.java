package gg.agis.ads.callback.network;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.callback.Signature;
import gg.agis.ads.conversion.Circumstances;
import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.conversion.Report.Unusable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LegacySha1NetworkTest {

    private static final String QUERY = "amount=100&conversion_id=c-1&type=surveywall&user_id=123456789012345678";

    private final LegacySha1Network network =
            new LegacySha1Network(new LegacySha1Network.Settings(List.of("new", "k")));

    @Test
    void itIsUnknownUnlessItHasAKey() {
        assertThat(network.isConfigured()).isTrue();
        assertThat(new LegacySha1Network(new LegacySha1Network.Settings(List.of())).isConfigured())
                .isFalse();
    }

    @Test
    void theSortedQueryIsSignedWithoutItsSignature() throws Exception {
        var signature = Callbacks.hmac("HmacSHA1", "k", QUERY);

        assertThat(network.check(Callbacks.of("signature=" + signature
                        + "&user_id=123456789012345678&type=surveywall&conversion_id=c-1&amount=100")))
                .isEqualTo(Signature.GENUINE);
        assertThat(network.check(Callbacks.of(QUERY.replace("100", "101") + "&signature=" + signature)))
                .isEqualTo(Signature.INVALID);
        assertThat(network.check(Callbacks.of(QUERY))).isEqualTo(Signature.MISSING);
    }

    @Test
    void itSaysWhoDidWhatForHowMuch() throws Exception {
        assertThat(network.read(Callbacks.of(QUERY + "&signature=00")))
                .isEqualTo(new Completed(
                        "legacy-sha1",
                        "c-1",
                        "123456789012345678",
                        null,
                        "surveywall",
                        100,
                        0,
                        Circumstances.UNKNOWN,
                        Map.of(
                                "amount", "100",
                                "conversion_id", "c-1",
                                "type", "surveywall",
                                "user_id", "123456789012345678")));
    }

    @Test
    void whatCannotBeUsedIsSaid() throws Exception {
        assertThat(network.read(Callbacks.of(QUERY.replace("100", "-1") + "&signature=00")))
                .isEqualTo(new Unusable("legacy-sha1", "c-1", "amount_invalid", QUERY.replace("100", "-1")));
    }
}

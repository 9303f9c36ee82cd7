package gg.agis.ads.callback.network;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.callback.RawQuery;
import gg.agis.ads.callback.Signature;
import gg.agis.ads.conversion.Report.Completed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AyetNetworkTest {

    private static final String QUERY = "adslot_id=16&currency_amount=360&external_identifier=123456789012345678"
            + "&is_chargeback=0&offer_name=Raid%3A+Shadow+Legends&payout_usd=0.36"
            + "&transaction_id=381f99333613b41392b15183d69a7240308e8461";
    private static final String HASH = "60956107d36f7d62b1c98e93ec58f30a64009d9d46a3cc6ac380dc6557fd29d0";

    private final AyetNetwork network = network("", "test_api_key");

    @Test
    void theNetworksOwnVectorIsGenuine() throws Exception {
        assertThat(check(network, QUERY, HASH)).isEqualTo(Signature.GENUINE);
    }

    @Test
    void theOrderOfParametersDoesNotMatter() throws Exception {
        var shuffled = "transaction_id=381f99333613b41392b15183d69a7240308e8461&payout_usd=0.36"
                + "&offer_name=Raid%3A%20Shadow%20Legends&is_chargeback=0&external_identifier=123456789012345678"
                + "&currency_amount=360&adslot_id=16";

        assertThat(check(network, shuffled, HASH)).isEqualTo(Signature.GENUINE);
    }

    @Test
    void oneAlteredParameterIsAForgery() throws Exception {
        assertThat(check(network, QUERY.replace("amount=360", "amount=361"), HASH))
                .isEqualTo(Signature.INVALID);
    }

    @Test
    void anAddedParameterIsAForgeryWhateverItIs() throws Exception {
        assertThat(check(network, QUERY + "&bonus=1", HASH)).isEqualTo(Signature.INVALID);
        assertThat(check(network, QUERY + "&offer_name_sanitized=x", HASH)).isEqualTo(Signature.INVALID);
    }

    @Test
    void aWeakerHashIsAForgery() throws Exception {
        assertThat(check(network, QUERY, Callbacks.hmac("HmacSHA1", "test_api_key", QUERY)))
                .isEqualTo(Signature.INVALID);
    }

    @Test
    void withoutTheHeaderNobodySigned() throws Exception {
        assertThat(network.check(Callbacks.of(QUERY))).isEqualTo(Signature.MISSING);
        assertThat(check(network, QUERY, " ")).isEqualTo(Signature.MISSING);
    }

    @Test
    void anotherKeyIsAForgery() throws Exception {
        assertThat(check(network("", "other_key"), QUERY, HASH)).isEqualTo(Signature.INVALID);
    }

    @Test
    void whileKeysRotateTheOldAndTheNewAreGenuine() throws Exception {
        assertThat(check(network("", "new_key", "test_api_key"), QUERY, HASH)).isEqualTo(Signature.GENUINE);
    }

    @Test
    void theSharedTokenMustMatchWhereItIsSet() throws Exception {
        var demanding = network("secret", "k");

        assertThat(check(demanding, "a=1&token=secret", signed("a=1&token=secret")))
                .isEqualTo(Signature.GENUINE);
        assertThat(check(demanding, "a=1&token=guessed", signed("a=1&token=guessed")))
                .isEqualTo(Signature.WRONG_TOKEN);
        assertThat(check(demanding, "a=1", signed("a=1"))).isEqualTo(Signature.WRONG_TOKEN);
    }

    @Test
    void theSharedTokenIsNotKept() throws Exception {
        var read = network.read(Callbacks.of(QUERY + "&token=secret"));

        assertThat(read)
                .isInstanceOfSatisfying(
                        Completed.class,
                        completed -> assertThat(completed.received()).doesNotContainKey("token"));
    }

    private static AyetNetwork network(String token, String... keys) {
        return new AyetNetwork(new AyetSettings(List.of(keys), token));
    }

    private static String signed(String query) {
        return Callbacks.hmac("HmacSHA256", "k", query);
    }

    private static Signature check(AyetNetwork network, String query, String hash) throws RawQuery.Unreadable {
        return network.check(Callbacks.of(query, Map.of("X-Ayetstudios-Security-Hash", hash)));
    }
}

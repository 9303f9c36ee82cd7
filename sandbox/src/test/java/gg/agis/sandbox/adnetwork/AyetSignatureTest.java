package gg.agis.sandbox.adnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AyetSignatureTest {

    private static final String KEY = "test_api_key";

    @Test
    void thePublishedVectorHolds() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("transaction_id", "381f99333613b41392b15183d69a7240308e8461");
        parameters.put("payout_usd", "0.36");
        parameters.put("offer_name", "Raid: Shadow Legends");
        parameters.put("is_chargeback", "0");
        parameters.put("external_identifier", "123456789012345678");
        parameters.put("currency_amount", "360");
        parameters.put("adslot_id", "16");

        assertThat(AyetSignature.of(parameters, KEY))
                .isEqualTo("60956107d36f7d62b1c98e93ec58f30a64009d9d46a3cc6ac380dc6557fd29d0");
    }

    @Test
    void textIsEncodedAsTheNetworkDoes() {
        assertThat(AyetSignature.query(Map.of("offer_name", "a b*c~d+e-f_g.hü&=/")))
                .isEqualTo("offer_name=a+b%2Ac~d%2Be-f_g.h%C3%BC%26%3D%2F");
    }

    @Test
    void anotherKeyOrAnotherValueSignsDifferently() {
        String hash = AyetSignature.of(Map.of("currency_amount", "360"), KEY);

        assertThat(AyetSignature.of(Map.of("currency_amount", "361"), KEY)).isNotEqualTo(hash);
        assertThat(AyetSignature.of(Map.of("currency_amount", "360"), "other")).isNotEqualTo(hash);
    }
}

package gg.agis.ads.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AyetSignatureTest {

    private static final String QUERY = "adslot_id=16&currency_amount=360&external_identifier=123456789012345678"
            + "&is_chargeback=0&offer_name=Raid%3A+Shadow+Legends&payout_usd=0.36"
            + "&transaction_id=381f99333613b41392b15183d69a7240308e8461";
    private static final String HASH = "60956107d36f7d62b1c98e93ec58f30a64009d9d46a3cc6ac380dc6557fd29d0";

    private final AyetSignature signature = new AyetSignature(List.of("test_api_key"));

    @Test
    void theNetworksOwnVectorMatches() throws Exception {
        assertThat(signature.matches(RawQuery.parse(QUERY), HASH)).isTrue();
    }

    @Test
    void theOrderOfParametersDoesNotMatter() throws Exception {
        var shuffled = "transaction_id=381f99333613b41392b15183d69a7240308e8461&payout_usd=0.36"
                + "&offer_name=Raid%3A%20Shadow%20Legends&is_chargeback=0&external_identifier=123456789012345678"
                + "&currency_amount=360&adslot_id=16";

        assertThat(signature.matches(RawQuery.parse(shuffled), HASH)).isTrue();
    }

    @Test
    void oneAlteredParameterDoesNotMatch() throws Exception {
        var altered = QUERY.replace("currency_amount=360", "currency_amount=361");

        assertThat(signature.matches(RawQuery.parse(altered), HASH)).isFalse();
    }

    @Test
    void anAddedParameterDoesNotMatch() throws Exception {
        assertThat(signature.matches(RawQuery.parse(QUERY + "&bonus=1"), HASH)).isFalse();
    }

    @Test
    void anotherKeyDoesNotMatch() throws Exception {
        assertThat(new AyetSignature(List.of("other_key")).matches(RawQuery.parse(QUERY), HASH))
                .isFalse();
    }

    @Test
    void whileKeysRotateTheOldAndTheNewMatch() throws Exception {
        assertThat(new AyetSignature(List.of("new_key", "test_api_key")).matches(RawQuery.parse(QUERY), HASH))
                .isTrue();
    }

    @Test
    void specialCharactersAreEncodedAsPhpDoesIt() throws Exception {
        assertThat(RawQuery.parse("offer_name=a*b~c%2Bd e%C3%BC-_.%7E").encoded())
                .isEqualTo("offer_name=a%2Ab~c%2Bd+e%C3%BC-_.~");
    }
}

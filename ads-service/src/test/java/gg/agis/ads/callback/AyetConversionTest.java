package gg.agis.ads.callback;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.callback.AyetConversion.Reading;
import gg.agis.ads.callback.AyetConversion.Reading.Unusable;
import gg.agis.ads.callback.AyetConversion.Reading.Usable;
import gg.agis.ads.conversion.ReceivedConversion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AyetConversionTest {

    private static final String PLAYER = "123456789012345678";

    @Test
    void everythingThatTheNetworkSaysIsRead() throws Exception {
        assertThat(read("transaction_id=t1&external_identifier=" + PLAYER + "&currency_amount=360&payout_usd=0.36"
                        + "&custom_1=surveywall&custom_2=223456789012345678"))
                .isEqualTo(new Usable(new ReceivedConversion(
                        "ayet", "t1", PLAYER, "223456789012345678", "surveywall", 360, 360_000)));
    }

    @Test
    void whatIsOptionalHasDefaults() throws Exception {
        assertThat(read("transaction_id=t1&external_identifier=" + PLAYER + "&currency_amount=360&custom_1=odd"))
                .isEqualTo(new Usable(new ReceivedConversion("ayet", "t1", PLAYER, null, "offerwall", 360, 0)));
    }

    @Test
    void aVideoWithoutAnAmountIsWorthFifty() throws Exception {
        assertThat(read("transaction_id=t1&external_identifier=" + PLAYER + "&custom_1=video"))
                .isEqualTo(new Usable(new ReceivedConversion("ayet", "t1", PLAYER, null, "video", 50, 0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NaN", "1e309", "10,5", "0", "-5", "1.5", "9007199254740993", "99999999999999999999", "0x10"})
    void anAmountThatIsNoWholePositiveNumberIsUnusable(String amount) throws Exception {
        assertThat(read("transaction_id=t1&external_identifier=" + PLAYER + "&currency_amount=" + amount))
                .isEqualTo(new Unusable("amount_invalid"));
    }

    @Test
    void anOfferwallConversionWithoutAnAmountIsUnusable() throws Exception {
        assertThat(read("transaction_id=t1&external_identifier=" + PLAYER)).isEqualTo(new Unusable("amount_invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1234", "123456789012345678901", "12345678901234567%20"})
    void aPlayerThatIsNoSnowflakeIsUnusable(String player) throws Exception {
        assertThat(read("transaction_id=t1&external_identifier=" + player + "&currency_amount=1"))
                .isEqualTo(new Unusable("player_invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a%00b", "a%20b", "%C3%BC"})
    void aTransactionIdThatIsNoPlainTextIsUnusable(String transaction) throws Exception {
        assertThat(read("transaction_id=" + transaction + "&external_identifier=" + PLAYER + "&currency_amount=1"))
                .isEqualTo(new Unusable("transaction_id_invalid"));
    }

    @Test
    void aChargebackIsKeptForAnOperator() throws Exception {
        assertThat(read("transaction_id=r-t1&external_identifier=" + PLAYER + "&currency_amount=-5&is_chargeback=1"))
                .isEqualTo(new Unusable("chargeback"));
    }

    @ParameterizedTest
    @CsvSource({"0.000001, 1", "0.0000019, 1", "12, 12000000", "oops, 0", "9999999999999, 0"})
    void aPayoutIsReadInMicroDollars(String payout, long micros) throws Exception {
        var reading =
                read("transaction_id=t1&external_identifier=" + PLAYER + "&currency_amount=1&payout_usd=" + payout);

        assertThat(((Usable) reading).conversion().payoutMicrosUsd()).isEqualTo(micros);
    }

    private static Reading read(String query) throws Exception {
        return AyetConversion.read(RawQuery.parse(query));
    }
}

package gg.agis.ads.callback.network;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.callback.RawQuery;
import gg.agis.ads.conversion.Circumstances;
import gg.agis.ads.conversion.Report;
import gg.agis.ads.conversion.Report.Chargeback;
import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.conversion.Report.NonPaying;
import gg.agis.ads.conversion.Report.Unusable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AyetMacrosTest {

    private static final String PLAYER = "123456789012345678";
    private static final String CONVERSION = "transaction_id=t1&external_identifier=" + PLAYER + "&currency_amount=360";

    @Test
    void everythingThatTheNetworkSaysIsRead() throws Exception {
        var query = CONVERSION + "&payout_usd=0.36&custom_1=surveywall&custom_2=223456789012345678&ip=198.51.100.7"
                + "&device_uuid=d-1&click_date=2026-11-21+11:59:00&callback_ts=1795262400"
                + "&currency_conversion_rate=1000";

        assertThat(read(query))
                .isEqualTo(new Completed(
                        "ayet",
                        "t1",
                        PLAYER,
                        "223456789012345678",
                        "surveywall",
                        360,
                        360_000,
                        new Circumstances(
                                "198.51.100.7",
                                "d-1",
                                Instant.parse("2026-11-21T11:59:00Z"),
                                Instant.ofEpochSecond(1_795_262_400L),
                                360L),
                        RawQuery.parse(query).parameters()));
    }

    @Test
    void whatIsOptionalHasDefaults() throws Exception {
        var completed = (Completed) read(CONVERSION + "&custom_1=odd&ip=nowhere&click_date=soon&payout_usd=0.36");

        assertThat(completed.adType()).isEqualTo("offerwall");
        assertThat(completed.guildId()).isNull();
        assertThat(completed.circumstances()).isEqualTo(Circumstances.UNKNOWN);
    }

    @Test
    void aVideoWithoutAnAmountIsWorthFifty() throws Exception {
        var completed = (Completed) read("transaction_id=t1&external_identifier=" + PLAYER + "&custom_1=video");

        assertThat(completed.baseGc()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NaN", "1e309", "10,5", "0", "-5", "1.5", "9007199254740993", "99999999999999999999", "0x10"})
    void anAmountThatIsNoWholePositiveNumberIsUnusable(String amount) throws Exception {
        assertUnusable(
                "transaction_id=t1&external_identifier=" + PLAYER + "&currency_amount=" + amount, "amount_invalid");
    }

    @Test
    void anOfferwallConversionWithoutAnAmountIsUnusable() throws Exception {
        assertUnusable("transaction_id=t1&external_identifier=" + PLAYER, "amount_invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "1234",
                "123456789012345678901",
                "9223372036854775808",
                "012345678901234567",
                "12345678901234567%20"
            })
    void aPlayerThatIsNoSnowflakeIsUnusable(String player) throws Exception {
        assertUnusable("transaction_id=t1&external_identifier=" + player + "&currency_amount=1", "player_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a%00b", "a%20b", "%C3%BC"})
    void aTransactionIdThatIsNoPlainTextIsUnusable(String transaction) throws Exception {
        assertUnusable(
                "transaction_id=" + transaction + "&external_identifier=" + PLAYER + "&currency_amount=1",
                "transaction_id_invalid");
    }

    @Test
    void aChargebackNamesItsOriginal() throws Exception {
        assertThat(read("transaction_id=r-t1&external_identifier=" + PLAYER
                        + "&currency_amount=-360&is_chargeback=1&chargeback_reason=advertiser_rejected"))
                .isEqualTo(new Chargeback("ayet", "t1", PLAYER, 360, "advertiser_rejected"));
    }

    @Test
    void aChargebackNeedsNeitherPlayerNorAmountNorReason() throws Exception {
        assertThat(read("transaction_id=r-t1&is_chargeback=1"))
                .isEqualTo(new Chargeback("ayet", "t1", null, 0, "chargeback"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"installation", "optional", "iap", "iaa"})
    void whatNobodyPaysForIsToldApart(String type) throws Exception {
        assertThat(read(CONVERSION + "&callback_type=" + type)).isEqualTo(new NonPaying("ayet", "t1", type));
    }

    @ParameterizedTest
    @CsvSource({"0.000001, 1", "0.0000019, 1", "12, 12000000", "oops, 0", "9999999999999, 0"})
    void aPayoutIsReadInMicroDollars(String payout, long micros) throws Exception {
        assertThat(((Completed) read(CONVERSION + "&payout_usd=" + payout)).payoutMicrosUsd())
                .isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({
        "ip=2001:DB8::1, 2001:db8:0:0:0:0:0:1",
        "ip=::ffff:198.51.100.7, 198.51.100.7",
        "ip=example.org,",
        "ip=198.51.100.256,"
    })
    void anAddressHasOneForm(String parameter, @Nullable String address) throws Exception {
        assertThat(((Completed) read(CONVERSION + "&" + parameter))
                        .circumstances()
                        .ip())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "0.36, 1000, 360",
        "0.3609, 1000, 360",
        "0.36, 0,",
        "0.36, -1,",
        "-0.36, 1000,",
        "9999999999, 9999999999,"
    })
    void whatThePayoutIsWorthIsFloored(String payout, String rate, @Nullable Long expected) throws Exception {
        var query = CONVERSION + "&payout_usd=" + payout + "&currency_conversion_rate=" + rate;

        assertThat(((Completed) read(query)).circumstances().expectedGc()).isEqualTo(expected);
    }

    @Test
    void sanitizedTwinsAreNotKept() throws Exception {
        assertThat(((Completed) read(CONVERSION + "&offer_name=a%3Cb&offer_name_sanitized=ab")).received())
                .containsEntry("offer_name", "a<b")
                .doesNotContainKey("offer_name_sanitized");
    }

    /** PostgreSQL refuses NUL in any text. */
    @Test
    void whatIsKeptCanBeStored() throws Exception {
        assertThat(((Completed) read(CONVERSION + "&offer_name=a%00b%FF")).received())
                .containsEntry("offer_name", "a\ufffdb\ufffd");
    }

    private static void assertUnusable(String query, String reason) throws Exception {
        assertThat(read(query))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.reason()).isEqualTo(reason));
    }

    private static Report read(String query) throws Exception {
        return new AyetMacros(RawQuery.parse(query)).report();
    }
}

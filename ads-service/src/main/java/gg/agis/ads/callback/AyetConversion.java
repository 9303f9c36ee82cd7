package gg.agis.ads.callback;

import gg.agis.ads.conversion.ReceivedConversion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what ayeT-Studios says in its macros; what it cannot pay by is said as a reason, never guessed. */
final class AyetConversion {

    private static final Pattern SNOWFLAKE = Pattern.compile("[0-9]{17,20}");
    private static final Pattern TRANSACTION_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,9})?");
    private static final BigDecimal AMOUNT_MAX = BigDecimal.valueOf(1L << 53);
    private static final long VIDEO_GC = 50;

    private AyetConversion() {}

    /** Either a conversion that can be judged or the reason why not. */
    sealed interface Reading {

        record Usable(ReceivedConversion conversion) implements Reading {}

        record Unusable(String reason) implements Reading {}
    }

    static Reading read(RawQuery query) {
        var transactionId = query.get("transaction_id");
        if (transactionId.filter(AyetConversion::isTransactionId).isEmpty()) {
            return new Reading.Unusable("transaction_id_invalid");
        }
        if (query.get("is_chargeback").filter("1"::equals).isPresent()) {
            return new Reading.Unusable("chargeback");
        }
        var player = query.get("external_identifier");
        if (player.filter(AyetConversion::isSnowflake).isEmpty()) {
            return new Reading.Unusable("player_invalid");
        }
        var adType = adType(query);
        var amount = query.get("currency_amount");
        if (amount.isEmpty() && adType.equals("video")) {
            return usable(transactionId.get(), player.get(), adType, VIDEO_GC, query);
        }
        var whole = amount.flatMap(AyetConversion::wholeAmount);
        if (whole.isEmpty()) {
            return new Reading.Unusable("amount_invalid");
        }
        return usable(transactionId.get(), player.get(), adType, whole.get(), query);
    }

    private static Reading usable(String transactionId, String playerId, String adType, long baseGc, RawQuery query) {
        var guildId = query.get("custom_2").filter(AyetConversion::isSnowflake);
        return new Reading.Usable(new ReceivedConversion(
                "ayet", transactionId, playerId, guildId.orElse(null), adType, baseGc, payoutMicros(query)));
    }

    private static String adType(RawQuery query) {
        return query.get("custom_1")
                .filter(type -> type.equals("surveywall") || type.equals("video"))
                .orElse("offerwall");
    }

    private static boolean isTransactionId(String id) {
        return TRANSACTION_ID.matcher(id).matches();
    }

    private static boolean isSnowflake(String id) {
        return SNOWFLAKE.matcher(id).matches();
    }

    private static Optional<Long> wholeAmount(String text) {
        return decimal(text)
                .filter(amount -> amount.signum() > 0 && amount.compareTo(AMOUNT_MAX) <= 0)
                .filter(amount -> amount.stripTrailingZeros().scale() <= 0)
                .map(BigDecimal::longValueExact);
    }

    private static long payoutMicros(RawQuery query) {
        return query.get("payout_usd")
                .flatMap(AyetConversion::decimal)
                .map(usd -> usd.movePointRight(6).setScale(0, RoundingMode.FLOOR))
                .filter(micros -> micros.abs().compareTo(AMOUNT_MAX) <= 0)
                .map(BigDecimal::longValueExact)
                .orElse(0L);
    }

    private static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }
}

package gg.agis.ads.callback;

import gg.agis.ads.conversion.Circumstances;
import gg.agis.ads.conversion.Report;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A completed task as any network states it, in texts of a stranger. What cannot be paid by is said as a reason, never
 * guessed.
 *
 * @param transactionId the network's own, unique for ever
 * @param adType missing or unknown, it is an offerwall's
 * @param amount in GC; a rewarded video may be without
 * @param payoutUsd what the network pays us
 * @param received what may be kept and shown: without signature and token
 * @param query the same, as it is kept for an operator when it cannot be used
 */
public record Statement(
        String network,
        Optional<String> transactionId,
        Optional<String> player,
        Optional<String> guild,
        Optional<String> adType,
        Optional<String> amount,
        Optional<String> payoutUsd,
        Circumstances circumstances,
        Map<String, String> received,
        String query) {

    private static final Pattern SNOWFLAKE = Pattern.compile("[1-9][0-9]{16,18}");
    private static final Pattern TRANSACTION_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,9})?");
    private static final BigDecimal AMOUNT_MAX = BigDecimal.valueOf(1L << 53);
    private static final int MICROS_DIGITS = 6;
    private static final long VIDEO_GC = 50;

    public Report report() {
        var id = transactionId.filter(Statement::isTransactionId).orElse(null);
        if (id == null) {
            return unusable(null, "transaction_id_invalid");
        }
        var who = player.flatMap(Statement::snowflake).orElse(null);
        if (who == null) {
            return unusable(id, "player_invalid");
        }
        var type = adType.filter(stated -> stated.equals("surveywall") || stated.equals("video"))
                .orElse("offerwall");
        var baseGc = amount.isEmpty() && type.equals("video")
                ? Optional.of(VIDEO_GC)
                : amount.flatMap(Statement::whole).filter(stated -> stated > 0);
        if (baseGc.isEmpty()) {
            return unusable(id, "amount_invalid");
        }
        return new Report.Completed(
                network,
                id,
                who,
                guild.flatMap(Statement::snowflake).orElse(null),
                type,
                baseGc.get(),
                payoutMicros(),
                circumstances,
                received);
    }

    public Report unusable(@Nullable String transactionId, String reason) {
        return new Report.Unusable(network, transactionId, reason, query);
    }

    private long payoutMicros() {
        return payoutUsd
                .flatMap(Statement::decimal)
                .map(usd -> usd.movePointRight(MICROS_DIGITS))
                .flatMap(Statement::floored)
                .orElse(0L);
    }

    public static boolean isTransactionId(String text) {
        return TRANSACTION_ID.matcher(text).matches();
    }

    /** A Discord id: of 17 digits at least, and a positive {@code long}. */
    public static Optional<String> snowflake(String text) {
        boolean fits = SNOWFLAKE.matcher(text).matches()
                && new BigDecimal(text).compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return fits ? Optional.of(text) : Optional.empty();
    }

    public static Optional<Long> whole(String text) {
        return decimal(text)
                .filter(amount -> amount.stripTrailingZeros().scale() <= 0)
                .flatMap(Statement::floored);
    }

    public static Optional<Long> floored(BigDecimal amount) {
        return Optional.of(amount.setScale(0, RoundingMode.FLOOR))
                .filter(whole -> whole.abs().compareTo(AMOUNT_MAX) <= 0)
                .map(BigDecimal::longValueExact);
    }

    public static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }
}

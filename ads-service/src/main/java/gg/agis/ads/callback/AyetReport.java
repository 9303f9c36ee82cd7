package gg.agis.ads.callback;

import gg.agis.ads.conversion.Circumstances;
import gg.agis.ads.conversion.Report;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what ayeT-Studios says in its macros; what it cannot pay by is said as a reason, never guessed. */
final class AyetReport {

    private static final String NETWORK = "ayet";
    private static final Pattern SNOWFLAKE = Pattern.compile("[0-9]{17,20}");
    private static final Pattern TRANSACTION_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,9})?");
    private static final Pattern EPOCH_SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final BigDecimal AMOUNT_MAX = BigDecimal.valueOf(1L << 53);
    private static final int MICROS_DIGITS = 6;
    private static final int DEVICE_CHARS_MAX = 128;
    private static final int REASON_CHARS_MAX = 200;
    private static final long VIDEO_GC = 50;
    private static final Set<String> NON_PAYING = Set.of("installation", "optional", "iap", "iaa");

    private final RawQuery query;

    private AyetReport(RawQuery query) {
        this.query = query;
    }

    /** @param query without the shared token, since it may be kept */
    static Report read(RawQuery query) {
        return new AyetReport(query).read();
    }

    private Report read() {
        boolean chargeback = query.get("is_chargeback").filter("1"::equals).isPresent();
        var transactionId = query.get("transaction_id")
                .map(id -> chargeback && id.startsWith("r-") ? id.substring(2) : id)
                .filter(id -> TRANSACTION_ID.matcher(id).matches());
        if (transactionId.isEmpty()) {
            return unusable(null, "transaction_id_invalid");
        }
        if (chargeback) {
            return chargeback(transactionId.get());
        }
        var type = query.get("callback_type").filter(NON_PAYING::contains);
        if (type.isPresent()) {
            return new Report.NonPaying(NETWORK, transactionId.get(), type.get());
        }
        return completed(transactionId.get());
    }

    private Report completed(String transactionId) {
        var player = snowflake("external_identifier");
        if (player == null) {
            return unusable(transactionId, "player_invalid");
        }
        var adType = query.get("custom_1")
                .filter(type -> type.equals("surveywall") || type.equals("video"))
                .orElse("offerwall");
        var stated = query.get("currency_amount");
        var amount = stated.isEmpty() && adType.equals("video")
                ? Optional.of(VIDEO_GC)
                : stated.flatMap(AyetReport::whole).filter(whole -> whole > 0);
        if (amount.isEmpty()) {
            return unusable(transactionId, "amount_invalid");
        }
        return new Report.Completed(
                NETWORK,
                transactionId,
                player,
                snowflake("custom_2"),
                adType,
                amount.get(),
                payoutMicros(),
                circumstances(),
                query.parameters());
    }

    /** What is taken back is what was given, whatever amount stands here; so none needs to. */
    private Report chargeback(String transactionId) {
        var stated = query.get("currency_amount");
        var amount = stated.isEmpty() ? Optional.of(0L) : stated.flatMap(AyetReport::whole);
        if (amount.isEmpty()) {
            return unusable(transactionId, "amount_invalid");
        }
        var reason = query.get("chargeback_reason")
                .map(text -> CONTROL.matcher(text).replaceAll(" "))
                .map(text -> text.substring(0, Math.min(text.length(), REASON_CHARS_MAX)))
                .orElse("chargeback");
        return new Report.Chargeback(
                NETWORK, transactionId, snowflake("external_identifier"), Math.abs(amount.get()), reason);
    }

    private Report unusable(@Nullable String transactionId, String reason) {
        return new Report.Unusable(NETWORK, transactionId, reason, query.encoded());
    }

    private Circumstances circumstances() {
        return new Circumstances(
                query.get("ip").filter(ip -> ADDRESS.matcher(ip).matches()).orElse(null),
                query.get("device_uuid")
                        .filter(device -> device.length() <= DEVICE_CHARS_MAX)
                        .filter(device -> !CONTROL.matcher(device).find())
                        .orElse(null),
                query.get("click_date").flatMap(AyetReport::moment).orElse(null),
                query.get("callback_ts").flatMap(AyetReport::moment).orElse(null),
                expectedGc());
    }

    private @Nullable Long expectedGc() {
        var payout = decimal("payout_usd").filter(usd -> usd.signum() > 0);
        var rate = decimal("currency_conversion_rate").filter(perUsd -> perUsd.signum() > 0);
        return payout.flatMap(usd -> rate.map(usd::multiply))
                .map(gc -> gc.setScale(0, RoundingMode.FLOOR))
                .filter(gc -> gc.compareTo(AMOUNT_MAX) <= 0)
                .map(BigDecimal::longValueExact)
                .orElse(null);
    }

    private long payoutMicros() {
        return decimal("payout_usd")
                .map(usd -> usd.movePointRight(MICROS_DIGITS).setScale(0, RoundingMode.FLOOR))
                .filter(micros -> micros.abs().compareTo(AMOUNT_MAX) <= 0)
                .map(BigDecimal::longValueExact)
                .orElse(0L);
    }

    private @Nullable String snowflake(String name) {
        return query.get(name).filter(id -> SNOWFLAKE.matcher(id).matches()).orElse(null);
    }

    private Optional<BigDecimal> decimal(String name) {
        return query.get(name).flatMap(AyetReport::number);
    }

    private static Optional<Long> whole(String text) {
        return number(text)
                .filter(amount -> amount.abs().compareTo(AMOUNT_MAX) <= 0)
                .filter(amount -> amount.stripTrailingZeros().scale() <= 0)
                .map(BigDecimal::longValueExact);
    }

    private static Optional<BigDecimal> number(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** As epoch seconds or as a date in UTC: the network's macros have both. */
    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(
                    EPOCH_SECONDS.matcher(text).matches()
                            ? Instant.ofEpochSecond(Long.parseLong(text))
                            : LocalDateTime.parse(text, DATE).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

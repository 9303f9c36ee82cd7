package gg.agis.ads.callback.network;

import gg.agis.ads.callback.RawQuery;
import gg.agis.ads.callback.Statement;
import gg.agis.ads.conversion.Circumstances;
import gg.agis.ads.conversion.Report;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What ayeT-Studios says in the macros that it expands into our URL. */
final class AyetMacros {

    /** Things that happen for which it does not pay. */
    private static final Set<String> NON_PAYING = Set.of("installation", "optional", "iap", "iaa");

    private static final String CHARGEBACK_PREFIX = "r-";
    private static final String SANITIZED_SUFFIX = "_sanitized";
    private static final Pattern EPOCH_SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int DEVICE_CHARS_MAX = 128;
    private static final int REASON_CHARS_MAX = 200;

    private final RawQuery query;

    /** @param query without the shared token, since it may be kept */
    AyetMacros(RawQuery query) {
        this.query = query;
    }

    Report report() {
        if (query.get("is_chargeback").filter("1"::equals).isPresent()) {
            return chargeback();
        }
        var nonPaying = query.get("callback_type").filter(NON_PAYING::contains);
        var id = query.get("transaction_id").filter(Statement::isTransactionId);
        if (nonPaying.isPresent() && id.isPresent()) {
            return new Report.NonPaying(AyetNetwork.NAME, id.get(), nonPaying.get());
        }
        return statement().report();
    }

    /** What is taken back is what was given, whatever amount stands here; so none needs to. */
    private Report chargeback() {
        var id = query.get("transaction_id")
                .map(stated ->
                        stated.startsWith(CHARGEBACK_PREFIX) ? stated.substring(CHARGEBACK_PREFIX.length()) : stated)
                .filter(Statement::isTransactionId);
        if (id.isEmpty()) {
            return statement().unusable(null, "transaction_id_invalid");
        }
        var stated = query.get("currency_amount");
        var amount = stated.isEmpty() ? Optional.of(0L) : stated.flatMap(Statement::whole);
        if (amount.isEmpty()) {
            return statement().unusable(id.get(), "amount_invalid");
        }
        return new Report.Chargeback(
                AyetNetwork.NAME,
                id.get(),
                query.get("external_identifier").flatMap(Statement::snowflake).orElse(null),
                Math.abs(amount.get()),
                query.get("chargeback_reason").map(AyetMacros::shortened).orElse("chargeback"));
    }

    private Statement statement() {
        return new Statement(
                AyetNetwork.NAME,
                query.get("transaction_id"),
                query.get("external_identifier"),
                query.get("custom_2"),
                query.get("custom_1"),
                query.get("currency_amount"),
                query.get("payout_usd"),
                circumstances(),
                received(),
                query.encoded());
    }

    /** The sanitized twin of each macro is signed like the rest and says nothing more. */
    private Map<String, String> received() {
        return query.parameters().entrySet().stream()
                .filter(parameter -> !parameter.getKey().endsWith(SANITIZED_SUFFIX))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Circumstances circumstances() {
        return new Circumstances(
                query.get("ip").flatMap(AyetMacros::address).orElse(null),
                query.get("device_uuid")
                        .filter(device -> device.length() <= DEVICE_CHARS_MAX)
                        .filter(device -> !CONTROL.matcher(device).find())
                        .orElse(null),
                query.get("click_date").flatMap(AyetMacros::moment).orElse(null),
                query.get("callback_ts").flatMap(AyetMacros::moment).orElse(null),
                expectedGc());
    }

    private @Nullable Long expectedGc() {
        var payout = query.get("payout_usd").flatMap(Statement::decimal).filter(AyetMacros::isPositive);
        var rate = query.get("currency_conversion_rate")
                .flatMap(Statement::decimal)
                .filter(AyetMacros::isPositive);
        return payout.flatMap(usd -> rate.map(usd::multiply))
                .flatMap(Statement::floored)
                .orElse(null);
    }

    private static boolean isPositive(BigDecimal number) {
        return number.signum() > 0;
    }

    /** In one form, so that one address is not taken for two. */
    private static Optional<String> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As epoch seconds or as a date in UTC: the macros have both. */
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

    private static String shortened(String reason) {
        var plain = CONTROL.matcher(reason).replaceAll(" ");
        return plain.substring(0, Math.min(plain.length(), REASON_CHARS_MAX));
    }
}

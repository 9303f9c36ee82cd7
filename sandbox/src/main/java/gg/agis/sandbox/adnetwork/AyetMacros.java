package gg.agis.sandbox.adnetwork;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Expands every macro of the network for one conversion, or for the chargeback of one. */
final class AyetMacros {

    private static final BigDecimal UNITS_PER_USD = new BigDecimal(1_000);
    private static final int MINUTES_FROM_CLICK = 5;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private AyetMacros() {}

    static Map<String, String> of(Conversion conversion, Instant now) {
        Map<String, String> macros = new LinkedHashMap<>();
        macros.put("transaction_id", conversion.transactionId());
        macros.put("external_identifier", conversion.player());
        macros.put("currency_amount", conversion.amount());
        macros.put("payout_usd", payout(conversion.amount()));
        macros.put("adslot_id", "16");
        macros.put("placement_identifier", "agis-" + conversion.type().wire());
        macros.put("custom_1", conversion.type().wire());
        macros.put("custom_2", Objects.requireNonNullElse(conversion.guild(), ""));
        putOffer(macros, conversion);
        putDevice(macros, conversion.player());
        macros.put("click_date", DATE.format(now.minusSeconds(60L * MINUTES_FROM_CLICK)));
        macros.put("callback_type", "conversion");
        macros.put("callback_ts", Long.toString(now.getEpochSecond()));
        macros.put("is_chargeback", "0");
        macros.put("chargeback_reason", "");
        macros.put("chargeback_date", "");
        macros.putAll(conversion.parameters());
        return macros;
    }

    static Map<String, String> chargebackOf(Map<String, String> original, Instant now) {
        Map<String, String> macros = new LinkedHashMap<>(original);
        macros.put("transaction_id", "r-" + original.get("transaction_id"));
        macros.put("currency_amount", negated(original.getOrDefault("currency_amount", "")));
        macros.put("payout_usd", negated(original.getOrDefault("payout_usd", "")));
        macros.put("callback_ts", Long.toString(now.getEpochSecond()));
        macros.put("is_chargeback", "1");
        macros.put("chargeback_reason", "advertiser_rejected");
        macros.put("chargeback_date", DATE.format(now));
        return macros;
    }

    private static void putOffer(Map<String, String> macros, Conversion conversion) {
        macros.put(
                "offer_id",
                Integer.toString(1_000 + Math.floorMod(conversion.offerName().hashCode(), 9_000)));
        macros.put("offer_name", conversion.offerName());
        macros.put("task_name", "Complete the offer");
        macros.put("event_name", "completed");
        macros.put("currency_identifier", conversion.type().currency());
        macros.put("currency_conversion_rate", UNITS_PER_USD.toPlainString());
    }

    // Every player has an address, out of the range kept for measurements, and a device: sharing is a sign of fraud.
    private static void putDevice(Map<String, String> macros, String player) {
        UUID device = UUID.nameUUIDFromBytes(player.getBytes(StandardCharsets.UTF_8));
        long bits = device.getLeastSignificantBits();
        macros.put("ip", "198.%d.%d.%d".formatted(18 + (bits & 1), bits >>> 8 & 0xff, bits >>> 16 & 0xff));
        macros.put("device_uuid", device.toString());
        macros.put("device_make", "Agis");
        macros.put("device_model", "Sandbox One");
    }

    private static String payout(String amount) {
        try {
            BigDecimal usd = new BigDecimal(amount).divide(UNITS_PER_USD, 3, RoundingMode.HALF_UP);
            // In cents, where that is exact: a payout that does not fit the amount is a sign of fraud.
            BigDecimal plain = usd.stripTrailingZeros();
            return (plain.scale() < 2 ? usd.setScale(2, RoundingMode.UNNECESSARY) : plain).toPlainString();
        } catch (ArithmeticException | NumberFormatException noAmount) {
            return "0.00";
        }
    }

    private static String negated(String amount) {
        return amount.startsWith("-") ? amount : "-" + amount;
    }
}

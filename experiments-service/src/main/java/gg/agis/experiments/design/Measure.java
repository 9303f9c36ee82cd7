package gg.agis.experiments.design;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is known of every experiment by itself; anything else that is measured somebody counts and sends. */
public enum Measure {
    CONVERSION_RATE("conversionRate"),
    REVENUE_PER_USER("revenuePerUserUsd"),
    AVG_REWARD("avgRewardGc"),
    FRAUD_RATE("fraudRate"),
    CHARGEBACK_RATE("chargebackRate"),
    GC_PER_USD("gcPerUsd");

    private final String word;

    Measure(String word) {
        this.word = word;
    }

    /** However it is spelled: {@code conversion_rate} and {@code Conversion Rate} are one. */
    public static Optional<Measure> named(String name) {
        var plain = plain(name);
        return Arrays.stream(values())
                .filter(measure -> plain(measure.word).equals(plain))
                .findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    public String word() {
        return word;
    }
}

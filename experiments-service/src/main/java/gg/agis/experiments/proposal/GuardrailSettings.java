package gg.agis.experiments.proposal;

import gg.agis.experiments.design.Measure;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** Where guardrails are that are asked for without a limit. */
@Validated
@ConfigurationProperties("agis.experiments.usual-limits")
record GuardrailSettings(
        @DefaultValue("1000") @Positive @Max(10_000) int fraudRateBp,
        @DefaultValue("500") @Positive @Max(10_000) int chargebackRateBp,
        @DefaultValue("3000") @Positive long gcPerUsd) {

    long usual(Measure measure) {
        return switch (measure) {
            case FRAUD_RATE -> fraudRateBp;
            case CHARGEBACK_RATE -> chargebackRateBp;
            case GC_PER_USD -> gcPerUsd;
            default -> throw new IllegalArgumentException(measure + " guards nothing");
        };
    }
}

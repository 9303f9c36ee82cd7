package gg.agis.ads.conversion;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How reports are judged.
 *
 * @param batchSizeMax so many that arrive together share a transaction
 * @param parkedAlertAfter a chargeback that waits for its original for longer is alerted
 */
@Validated
@ConfigurationProperties("agis.ads.judging")
record JudgingSettings(
        @DefaultValue("200") @Positive @Max(1_000) int batchSizeMax,
        @DefaultValue("30d") @NotNull Duration parkedAlertAfter) {}

package gg.agis.provisioning.treasury;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where billing-service answers.
 *
 * @param timeout after so long it gives no answer
 */
@Validated
@ConfigurationProperties("agis.provisioning.billing")
record BillingSettings(
        @NotBlank String url, @DefaultValue("2s") @NotNull Duration timeout) {}

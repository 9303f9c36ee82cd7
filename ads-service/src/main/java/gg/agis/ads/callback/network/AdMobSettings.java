package gg.agis.ads.callback.network;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How AdMob calls us.
 *
 * @param keysUrl where its public keys are; without it, the network is unknown
 * @param keysMaxAge older keys verify nothing any more; at half of it they are asked for again
 * @param fetchPause keys are not asked for more often, whatever a callback names
 * @param fetchTimeout how long a callback waits for keys
 */
@Validated
@ConfigurationProperties("agis.ads.admob")
record AdMobSettings(
        @DefaultValue("") @NotNull @Pattern(regexp = "(https?://.+)?")
        String keysUrl,

        @DefaultValue("24h") @DurationMin(minutes = 1) @DurationMax(hours = 24)
        Duration keysMaxAge,

        @DefaultValue("1m") @DurationMin(millis = 100) Duration fetchPause,

        @DefaultValue("3s") @DurationMin(millis = 100) @DurationMax(seconds = 10)
        Duration fetchTimeout) {}

package gg.agis.ads.callback.network;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How ayeT-Studios calls us.
 *
 * @param apiKeys secret: publisher API keys; all are accepted, so that one can be changed while the other is still in use
 * @param callbackToken secret: must match the parameter {@code token} as well, where it is set
 */
@Validated
@ConfigurationProperties("agis.ads.ayet")
record AyetSettings(
        @NotEmpty List<@NotBlank String> apiKeys,
        @DefaultValue("") String callbackToken) {}

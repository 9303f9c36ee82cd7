package gg.agis.ads.consent;

import jakarta.validation.constraints.NotBlank;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How conversions without consent are recognised.
 *
 * @param unconsentedKey secret, base64: hashes the ids of conversions without consent; changing it forgets which of them
 *     were seen before
 */
@Validated
@ConfigurationProperties("agis.ads.conversion")
record UnconsentedSettings(@NotBlank String unconsentedKey) {

    byte[] unconsentedKeyBytes() {
        return Base64.getDecoder().decode(unconsentedKey);
    }
}

package gg.agis.ads.conversion;

import jakarta.validation.constraints.NotBlank;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How conversions are kept.
 *
 * @param unconsentedKey secret, base64: hashes the ids of conversions without consent; changing it forgets which of them
 *     were seen before
 */
@Validated
@ConfigurationProperties("agis.ads.conversion")
record ConversionSettings(@NotBlank String unconsentedKey) {

    byte[] unconsentedKeyBytes() {
        return Base64.getDecoder().decode(unconsentedKey);
    }
}

package gg.agis.common.token;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The keys by which services know each other.
 *
 * @param key this service's private ES256 key, a JWK
 * @param issuers the public keys of all who issue tokens, a JWK set whose {@code kid} are the issuers' names
 */
@Validated
@ConfigurationProperties("agis.token")
public record TokenSettings(
        @NotBlank(message = "TOKEN_KEY is missing: the service's private ES256 key as a JWK")
        String key,

        @NotBlank(message = "TOKEN_ISSUERS is missing: the public keys of all issuers as a JWK set")
        String issuers) {

    /** Never the private key, wherever this ends up. */
    @Override
    public String toString() {
        return "TokenSettings[issuers=" + issuers + "]";
    }
}

package gg.agis.ads.consent;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Tells a repeated callback of someone who has not consented, without keeping anything that points to them: without the
 * key, the hash of a known id cannot be computed and compared.
 */
@Component
class UnconsentedHash {

    private final SecretKeySpec key;

    UnconsentedHash(UnconsentedSettings settings) {
        this.key = new SecretKeySpec(settings.unconsentedKeyBytes(), "HmacSHA256");
    }

    byte[] of(UUID conversionId) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac.doFinal(ByteBuffer.allocate(16)
                    .putLong(conversionId.getMostSignificantBits())
                    .putLong(conversionId.getLeastSignificantBits())
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + key.getAlgorithm(), e);
        }
    }
}

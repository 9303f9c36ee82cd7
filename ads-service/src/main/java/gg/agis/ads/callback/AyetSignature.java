package gg.agis.ads.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * ayeT-Studios' signature: HMAC-SHA256 with the publisher's key over all parameters, sorted by name and encoded as PHP's
 * {@code http_build_query} does it.
 */
final class AyetSignature {

    static final String HEADER = "X-Ayetstudios-Security-Hash";

    private final List<SecretKeySpec> keys;

    /** Several keys are accepted, so that a key can be changed without refusing a single callback. */
    AyetSignature(List<String> keys) {
        this.keys = keys.stream()
                .map(key -> new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"))
                .toList();
    }

    boolean matches(RawQuery query, String hash) {
        var signed = query.encoded().getBytes(UTF_8);
        var given = hash.getBytes(UTF_8);
        boolean matches = false;
        for (var key : keys) {
            // No early end: how long it takes must not tell how much of a forgery was right.
            matches |= MessageDigest.isEqual(hmac(key, signed), given);
        }
        return matches;
    }

    private static byte[] hmac(SecretKeySpec key, byte[] signed) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(signed)).getBytes(UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + key.getAlgorithm(), e);
        }
    }
}

package gg.agis.ads.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Compares signatures in hexadecimal; each key of a list counts, so that one can be changed while the other is in use. */
public final class Hmac {

    private final List<SecretKeySpec> keys;

    private Hmac(String algorithm, List<String> keys) {
        this.keys = keys.stream()
                .map(key -> new SecretKeySpec(key.getBytes(UTF_8), algorithm))
                .toList();
    }

    public static Hmac sha256(List<String> keys) {
        return new Hmac("HmacSHA256", keys);
    }

    /** For networks that know nothing better. */
    public static Hmac sha1(List<String> keys) {
        return new Hmac("HmacSHA1", keys);
    }

    public boolean matches(String signed, String hash) {
        var bytes = signed.getBytes(UTF_8);
        var given = hash.getBytes(UTF_8);
        boolean matches = false;
        for (var key : keys) {
            // No early end: how long it takes must not tell how much of a forgery was right.
            matches |= MessageDigest.isEqual(hmac(key, bytes), given);
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

package gg.agis.ads.callback.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.agis.ads.callback.Callback;
import gg.agis.ads.callback.RawQuery;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Callbacks as they arrive, and signatures by the networks' documentation rather than by our code. */
final class Callbacks {

    private Callbacks() {}

    static Callback of(String query) throws RawQuery.Unreadable {
        return of(query, Map.of());
    }

    static Callback of(String query, Map<String, String> headers) throws RawQuery.Unreadable {
        return new Callback(query, RawQuery.parse(query), headers::get);
    }

    static String hmac(String algorithm, String key, String text) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

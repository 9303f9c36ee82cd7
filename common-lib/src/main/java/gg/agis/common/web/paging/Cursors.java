package gg.agis.common.web.paging;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.agis.common.web.Problem;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Signs where a caller stands in a list, so that the next question can be no other than was answered. */
final class Cursors {

    static final int CHARS_MAX = 1024;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 16;
    private static final int KEY_BYTES_MIN = 32;

    private final SecretKey key;

    Cursors(byte[] key) {
        if (key.length < KEY_BYTES_MIN) {
            throw new IllegalArgumentException("CURSOR_KEY is shorter than " + KEY_BYTES_MIN + " bytes");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** Good for the list at this path alone. */
    String sign(String path, String position) {
        var bytes = position.getBytes(UTF_8);
        var cursor = ByteBuffer.allocate(SIGNATURE_BYTES + bytes.length)
                .put(signature(path, bytes))
                .put(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.array());
    }

    String open(String path, String cursor) {
        if (cursor.length() > CHARS_MAX) {
            throw invalid();
        }
        var bytes = decoded(cursor);
        if (bytes.length < SIGNATURE_BYTES) {
            throw invalid();
        }
        var signature = Arrays.copyOf(bytes, SIGNATURE_BYTES);
        var position = Arrays.copyOfRange(bytes, SIGNATURE_BYTES, bytes.length);
        if (!MessageDigest.isEqual(signature, signature(path, position))) {
            throw invalid();
        }
        return new String(position, UTF_8);
    }

    private byte[] signature(String path, byte[] position) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(path.getBytes(UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(position), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] decoded(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static Problem invalid() {
        return Problem.badRequest(
                "invalid-cursor",
                "This cursor is not one that this list has given. Take 'nextCursor' unchanged, or begin without one.");
    }
}

package gg.agis.common.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * An id made from its cause, so that whoever tries again makes the same one.
 *
 * <p>A version-8 UUID: the first 16 bytes of SHA-256 over the UTF-8 parts joined by U+001F, the kind first.
 */
public final class MadeId {

    private static final char SEPARATOR = '\u001f';

    private MadeId() {}

    public static UUID conversionId(String network, String networkTransactionId) {
        return of("conversion", network, networkTransactionId);
    }

    public static UUID transferId(String kind, String cause) {
        return of(kind, cause);
    }

    public static UUID transferId(String kind, UUID cause) {
        return of(kind, cause.toString());
    }

    /** What a server asks billing for; {@code purpose} is {@code start}, {@code wake:<n>}, {@code renew:<…>} and so on. */
    public static UUID requestId(UUID serverId, String purpose) {
        return of("request", serverId.toString(), purpose);
    }

    public static UUID refundId(UUID requestId, String reason, String dayOrEnd) {
        return of("refund", requestId.toString(), reason, dayOrEnd);
    }

    /** The cause of a transfer that a person asked for with an {@code Idempotency-Key}. */
    public static UUID restCause(String subject, String method, String path, String idempotencyKey) {
        return of("rest", subject, method, path, idempotencyKey);
    }

    /** Kinds always have the same number of parts. */
    public static UUID of(String kind, String... parts) {
        var text = new StringBuilder(kind);
        refuseSeparator(kind);
        for (int i = 0; i < parts.length; i++) {
            if (i < parts.length - 1) {
                refuseSeparator(parts[i]);
            }
            text.append(SEPARATOR).append(parts[i]);
        }
        var hash = ByteBuffer.wrap(sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x0000_0000_0000_8000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Only the last part may hold it, being all that is left: anywhere else two causes could share an id. */
    private static void refuseSeparator(String part) {
        if (part.indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException("U+001F in a part that is not the last");
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

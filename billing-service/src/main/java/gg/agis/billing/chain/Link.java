package gg.agis.billing.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transfer as the chain covers it: over accounts and never their owners, so that a person can be forgotten without
 * changing history.
 */
record Link(
        UUID transferId,
        String kind,
        String cause,
        String reason,
        @Nullable UUID reverses,
        Instant at,
        List<Line> postings) {

    /** In the order of their lines. */
    record Line(UUID account, String unit, long amount) {}

    static final String BEFORE_THE_FIRST = "0".repeat(64);

    private static final int ID_BYTES = 16;
    private static final UUID NONE = new UUID(0, 0);

    Link {
        postings = List.copyOf(postings);
    }

    /** SHA-256 over the hash before and this transfer; every text is preceded by its length, so no two read alike. */
    String hashAfter(String before) {
        var digest = sha256();
        digest.update(HexFormat.of().parseHex(before));
        update(digest, transferId);
        update(digest, kind);
        update(digest, cause);
        update(digest, reason);
        update(digest, reverses == null ? NONE : reverses);
        update(digest, at.getEpochSecond());
        update(digest, at.getNano());
        update(digest, postings.size());
        for (var line : postings) {
            update(digest, line.account());
            update(digest, line.unit());
            update(digest, line.amount());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, UUID id) {
        digest.update(ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip());
    }

    private static void update(MessageDigest digest, String text) {
        var bytes = text.getBytes(UTF_8);
        update(digest, bytes.length);
        digest.update(bytes);
    }

    private static void update(MessageDigest digest, long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

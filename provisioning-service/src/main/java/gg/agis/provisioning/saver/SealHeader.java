package gg.agis.provisioning.saver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a sealed file begins, and what follows from it for each of its chunks:
 *
 * <pre>
 * AGISSAVE  version  chunk size  save id  nonce prefix  nonce of the wrapped key  wrapped key
 *        8        1           4       16             7                        12           48
 * </pre>
 *
 * Every chunk is encrypted by itself. Its nonce is the prefix, its number and whether it is the last, and all of the
 * header is authenticated with it: so chunks cannot change places, within a file or between files, and the end cannot be
 * cut off.
 */
final class SealHeader {

    static final int CHUNK_BYTES = 256 * 1024;

    private static final byte[] MAGIC = "AGISSAVE".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int PREFIX_BYTES = 7;
    private static final int BOUND_BYTES = MAGIC.length + 1 + Integer.BYTES + 2 * Long.BYTES + PREFIX_BYTES;
    private static final int LENGTH = BOUND_BYTES + SaveKey.NONCE_BYTES + SaveKey.WRAPPED_BYTES;
    private static final int PREFIX_AT = BOUND_BYTES - PREFIX_BYTES;
    private static final int CHUNK_BYTES_MAX = 4 * 1024 * 1024;

    private final byte[] bytes;
    private final int chunkBytes;
    private final SecretKeySpec fileKey;

    private SealHeader(byte[] bytes, int chunkBytes, byte[] fileKey) {
        this.bytes = bytes;
        this.chunkBytes = chunkBytes;
        this.fileKey = new SecretKeySpec(fileKey, "AES");
    }

    /** For a new file, with a key of its own. */
    static SealHeader fresh(SaveKey key, UUID saveId) {
        var header = ByteBuffer.allocate(LENGTH);
        header.put(MAGIC)
                .put(VERSION)
                .putInt(CHUNK_BYTES)
                .putLong(saveId.getMostSignificantBits())
                .putLong(saveId.getLeastSignificantBits())
                .put(SaveKey.random(PREFIX_BYTES));
        var fileKey = SaveKey.random(SaveKey.BYTES);
        var nonce = SaveKey.random(SaveKey.NONCE_BYTES);
        header.put(nonce).put(key.wrap(fileKey, nonce, boundOf(header.array())));
        return new SealHeader(header.array(), CHUNK_BYTES, fileKey);
    }

    /** Of a file that is said to be this save. */
    static SealHeader read(InputStream in, SaveKey key, UUID saveId) throws IOException {
        var bytes = in.readNBytes(LENGTH);
        var header = ByteBuffer.wrap(bytes);
        if (bytes.length < LENGTH || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            throw new SaveDamaged("This is no save");
        }
        header.position(MAGIC.length);
        byte version = header.get();
        int chunkBytes = header.getInt();
        var named = new UUID(header.getLong(), header.getLong());
        if (version != VERSION || chunkBytes < 1 || chunkBytes > CHUNK_BYTES_MAX) {
            throw new SaveDamaged("This is no save of version " + VERSION);
        }
        if (!named.equals(saveId)) {
            throw new SaveDamaged("This is another save");
        }
        var nonce = Arrays.copyOfRange(bytes, BOUND_BYTES, BOUND_BYTES + SaveKey.NONCE_BYTES);
        var wrapped = Arrays.copyOfRange(bytes, BOUND_BYTES + SaveKey.NONCE_BYTES, LENGTH);
        return new SealHeader(bytes, chunkBytes, key.unwrap(wrapped, nonce, boundOf(bytes)));
    }

    private static byte[] boundOf(byte[] header) {
        return Arrays.copyOf(header, BOUND_BYTES);
    }

    /** Authenticated with every chunk. */
    byte[] bytes() {
        return bytes.clone();
    }

    int chunkBytes() {
        return chunkBytes;
    }

    SecretKeySpec fileKey() {
        return fileKey;
    }

    byte[] nonceOf(int chunk, boolean last) {
        return ByteBuffer.allocate(SaveKey.NONCE_BYTES)
                .put(bytes, PREFIX_AT, PREFIX_BYTES)
                .putInt(chunk)
                .put((byte) (last ? 1 : 0))
                .array();
    }
}

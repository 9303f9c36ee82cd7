package gg.agis.provisioning.saver;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Cipher;

/** Encrypts what is written, chunk by chunk. What was not {@link #finish finished} is no save: it lacks its last chunk. */
final class SealedOutput extends OutputStream {

    /** What is called once for a whole chunk is called too seldom to be compiled to the processor's own AES. */
    private static final int PIECE_BYTES = 8 * 1024;

    private final OutputStream out;
    private final SealHeader header;
    private final Cipher cipher;
    private final byte[] chunk;
    private final byte[] sealed;
    private int filled;
    private int number;

    SealedOutput(OutputStream out, SaveKey key, UUID saveId) throws IOException {
        this.out = out;
        this.header = SealHeader.fresh(key, saveId);
        this.chunk = new byte[header.chunkBytes()];
        this.sealed = new byte[header.chunkBytes() + SaveKey.TAG_BYTES];
        try {
            this.cipher = Cipher.getInstance(SaveKey.CIPHER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM", e);
        }
        out.write(header.bytes());
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            // Only when more comes is it certain that a full chunk is not the last.
            if (filled == chunk.length) {
                seal(false);
            }
            int taken = Math.min(left, chunk.length - filled);
            System.arraycopy(bytes, from, chunk, filled, taken);
            filled += taken;
            from += taken;
            left -= taken;
        }
    }

    /** Writes the last chunk. */
    void finish() throws IOException {
        seal(true);
        out.flush();
    }

    private void seal(boolean last) throws IOException {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, header.fileKey(), SaveKey.nonce(header.nonceOf(number, last)));
            cipher.updateAAD(header.bytes());
            int length = 0;
            for (int from = 0; from < filled; from += PIECE_BYTES) {
                length += cipher.update(chunk, from, Math.min(PIECE_BYTES, filled - from), sealed, length);
            }
            length += cipher.doFinal(sealed, length);
            out.write(sealed, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IOException("A save cannot be encrypted", e);
        }
        number = Math.incrementExact(number);
        filled = 0;
    }
}

package gg.agis.provisioning.saver;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/**
 * Reads what {@link SealedOutput} wrote. A chunk is given out only when it is known to be as it was written, where it was
 * written; anything else is {@link SaveDamaged}. Only at the end is it certain that the end is there.
 */
public final class SealedInput extends InputStream {

    private final InputStream in;
    private final SealHeader header;
    private final Cipher cipher;
    /** A sealed chunk, and the first byte behind it, which tells that it is not the last. */
    private final byte[] sealed;

    private byte[] plain = {};
    private int position;
    private int ahead;
    private int number;
    private boolean atEnd;

    /** Reads and checks how the file begins. */
    public SealedInput(InputStream in, SaveKey key, UUID saveId) throws IOException {
        this.in = in;
        this.header = SealHeader.read(in, key, saveId);
        this.sealed = new byte[header.chunkBytes() + SaveKey.TAG_BYTES + 1];
        try {
            this.cipher = Cipher.getInstance(SaveKey.CIPHER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM", e);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == plain.length) {
            if (atEnd) {
                return -1;
            }
            open();
        }
        int given = Math.min(length, plain.length - position);
        System.arraycopy(plain, position, bytes, offset, given);
        position += given;
        return given;
    }

    private void open() throws IOException {
        int there = ahead + in.readNBytes(sealed, ahead, sealed.length - ahead);
        boolean last = there < sealed.length;
        int length = last ? there : sealed.length - 1;
        if (length < SaveKey.TAG_BYTES) {
            throw new SaveDamaged("The save is cut off behind chunk " + number);
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, header.fileKey(), SaveKey.nonce(header.nonceOf(number, last)));
            cipher.updateAAD(header.bytes());
            plain = cipher.doFinal(sealed, 0, length);
        } catch (AEADBadTagException e) {
            throw new SaveDamaged("Chunk %d of the save is damaged, out of place or cut off".formatted(number), e);
        } catch (GeneralSecurityException e) {
            throw new IOException("A save cannot be decrypted", e);
        }
        position = 0;
        number = Math.incrementExact(number);
        atEnd = last;
        if (!last) {
            sealed[0] = sealed[sealed.length - 1];
            ahead = 1;
        }
    }
}

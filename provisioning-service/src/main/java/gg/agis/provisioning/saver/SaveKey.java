package gg.agis.provisioning.saver;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The key under which every save's own key is wrapped. */
public final class SaveKey {

    static final String CIPHER = "AES/GCM/NoPadding";
    static final int BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    static final int WRAPPED_BYTES = BYTES + TAG_BYTES;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private SaveKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** From 32 bytes in Base64; what is no key is refused without being repeated. */
    public static SaveKey of(String text) {
        var key = decoded(text);
        if (key.length != BYTES) {
            throw new IllegalArgumentException("BACKUP_ENCRYPTION_KEY has to be 32 bytes in Base64");
        }
        return new SaveKey(key);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    static byte[] random(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    static GCMParameterSpec nonce(byte[] nonce) {
        return new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce);
    }

    /** @param bound what the wrapped key holds for, and for nothing else */
    byte[] wrap(byte[] fileKey, byte[] nonce, byte[] bound) {
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, key, nonce(nonce));
            cipher.updateAAD(bound);
            return cipher.doFinal(fileKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A save's key cannot be wrapped", e);
        }
    }

    byte[] unwrap(byte[] wrapped, byte[] nonce, byte[] bound) throws SaveDamaged {
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, key, nonce(nonce));
            cipher.updateAAD(bound);
            return cipher.doFinal(wrapped);
        } catch (AEADBadTagException e) {
            throw new SaveDamaged("The beginning of the save is damaged, or it was made under another key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A save's key cannot be unwrapped", e);
        }
    }
}

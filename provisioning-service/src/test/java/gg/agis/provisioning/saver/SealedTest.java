package gg.agis.provisioning.saver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedTest {

    private static final int CHUNK = SealHeader.CHUNK_BYTES;
    private static final int SEALED_CHUNK = CHUNK + SaveKey.TAG_BYTES;
    private static final int HEADER = 96;
    private static final UUID SAVE = UUID.fromString("6f1f6f0c-6a3e-4d57-9a53-1c7f5f1d8a10");
    private static final SaveKey KEY = key("0123456789abcdef0123456789abcdef");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7})
    void whatWasWrittenIsRead(int length) throws IOException {
        var data = data(length);

        assertThat(open(seal(data))).isEqualTo(data);
    }

    @Test
    void nothingOfItCanBeReadWithoutTheKey() {
        var sealed = new String(
                seal("the world of minecraft".repeat(100).getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.ISO_8859_1);

        assertThat(sealed).startsWith("AGISSAVE").doesNotContain("world");
    }

    @Test
    void noTwoSavesAreEncryptedAlike() {
        assertThat(seal(data(100))).isNotEqualTo(seal(data(100)));
    }

    @Test
    void aFlippedBitIsNoticedWhereverItIs() {
        var sealed = seal(data(40));
        for (int at = 0; at < sealed.length; at++) {
            var flipped = sealed.clone();
            flipped[at] = (byte) (flipped[at] ^ 1);

            assertThatThrownBy(() -> open(flipped)).as("byte %d", at).isInstanceOf(SaveDamaged.class);
        }
    }

    @Test
    void whatIsCutOffIsNoticedEvenBetweenChunks() {
        var sealed = seal(data(3 * CHUNK));
        for (int length :
                new int[] {0, 50, HEADER, HEADER + SEALED_CHUNK, HEADER + 2 * SEALED_CHUNK, sealed.length - 1}) {
            assertThatThrownBy(() -> open(Arrays.copyOf(sealed, length)))
                    .as("cut off behind " + length)
                    .isInstanceOf(SaveDamaged.class);
        }
    }

    @Test
    void whatIsAppendedIsNoticed() {
        var sealed = seal(data(10));

        assertThatThrownBy(() -> open(Arrays.copyOf(sealed, sealed.length + 20)))
                .isInstanceOf(SaveDamaged.class);
    }

    @Test
    void chunksThatChangedPlacesAreNoticed() {
        var sealed = seal(data(3 * CHUNK));
        var swapped = sealed.clone();
        System.arraycopy(sealed, HEADER, swapped, HEADER + SEALED_CHUNK, SEALED_CHUNK);
        System.arraycopy(sealed, HEADER + SEALED_CHUNK, swapped, HEADER, SEALED_CHUNK);

        assertThatThrownBy(() -> open(swapped)).isInstanceOf(SaveDamaged.class).hasMessageContaining("out of place");
    }

    @Test
    void aChunkOfAnotherFileIsNoticed() {
        var sealed = seal(data(3 * CHUNK));
        var other = seal(data(3 * CHUNK));
        System.arraycopy(other, HEADER, sealed, HEADER, SEALED_CHUNK);

        assertThatThrownBy(() -> open(sealed)).isInstanceOf(SaveDamaged.class);
    }

    @Test
    void anotherSaveIsRefusedUnderThisOnesName() {
        var sealed = seal(data(10));

        assertThatThrownBy(() -> new SealedInput(new ByteArrayInputStream(sealed), KEY, UUID.randomUUID()))
                .isInstanceOf(SaveDamaged.class);
    }

    @Test
    void underAnotherKeyItIsRefused() {
        var sealed = seal(data(10));
        var other = key("another key of thirty-two bytes!");

        assertThatThrownBy(() -> new SealedInput(new ByteArrayInputStream(sealed), other, SAVE))
                .isInstanceOf(SaveDamaged.class)
                .hasMessageContaining("another key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "not base64 at all!", "MDEyMzQ1Njc4OWFiY2RlZg=="})
    void aKeyThatIsNoneIsRefusedWithoutBeingRepeated(String text) {
        assertThatThrownBy(() -> SaveKey.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageStartingWith("BACKUP_ENCRYPTION_KEY");
    }

    private static SaveKey key(String bytes) {
        return SaveKey.of(Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] data(int length) {
        var data = new byte[length];
        new Random(42).nextBytes(data);
        return data;
    }

    private static byte[] seal(byte[] data) {
        var out = new ByteArrayOutputStream();
        try {
            var sealed = new SealedOutput(out, KEY, SAVE);
            sealed.write(data);
            sealed.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] open(byte[] sealed) throws IOException {
        return new SealedInput(new ByteArrayInputStream(sealed), KEY, SAVE).readAllBytes();
    }
}

package gg.agis.provisioning.saver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class QuickGzipTest {

    private static final int STRETCH = QuickGzip.STRETCH_BYTES;
    private static final int STEP = 64 * 1024;

    private final Random random = new Random(42);

    @Test
    void whatCanBePackedIsPackedEvenBehindWhatCannotBe() throws IOException {
        var data = new byte[64 * STRETCH];
        var packedAlready = new byte[20 * STRETCH];
        random.nextBytes(packedAlready);
        System.arraycopy(packedAlready, 0, data, 10 * STRETCH, packedAlready.length);

        var packed = pack(data);

        assertThat(unpack(packed)).isEqualTo(data);
        // Zeros, of which some are stored until it is tried again.
        assertThat(packed.length).isBetween(packedAlready.length, packedAlready.length + 17 * STRETCH);
    }

    @Test
    void whatCannotBePackedHardlyGrows() throws IOException {
        var data = new byte[40 * STRETCH + 12_345];
        random.nextBytes(data);

        var packed = pack(data);

        assertThat(unpack(packed)).isEqualTo(data);
        assertThat(packed.length).isLessThan(data.length + data.length / 1000);
    }

    private static byte[] pack(byte[] data) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new QuickGzip(out)) {
            for (int at = 0; at < data.length; at += STEP) {
                gzip.write(Arrays.copyOfRange(data, at, Math.min(data.length, at + STEP)));
            }
        }
        return out.toByteArray();
    }

    private static byte[] unpack(byte[] packed) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    }
}

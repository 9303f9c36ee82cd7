package gg.agis.e2e.experiments;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Where a unit falls, by GrowthBook's published description of its second version and by none of our code. */
final class Bucket {

    private Bucket() {}

    static int of(String seed, String unit) {
        String once = Long.toString(fnv32a(seed + unit));
        return (int) (fnv32a(once) % 10_000);
    }

    private static long fnv32a(String text) {
        long hash = 2_166_136_261L;
        for (byte octet : text.getBytes(UTF_8)) {
            hash = ((hash ^ (octet & 0xff)) * 16_777_619L) & 0xffff_ffffL;
        }
        return hash;
    }
}

package gg.agis.common.bucketing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** How a unit's bucket is found. An experiment keeps the version that it began with: another one would move everybody. */
public enum HashVersion {
    /** GrowthBook's older one. It knows a thousand buckets only, so an arm's share is exact to 10 Bp. */
    V1("v1") {
        @Override
        Buckets seededWith(String seed) {
            return unitId -> Integer.remainderUnsigned(Fnv.text(Fnv.text(Fnv.START, unitId), seed), 1_000) * 10;
        }
    },

    /** GrowthBook's present one. */
    V2("v2") {
        @Override
        Buckets seededWith(String seed) {
            return V2Buckets.seededWith(seed);
        }
    },

    /** For experiments that began elsewhere with it; the others are far cheaper. */
    MD5("md5") {
        @Override
        Buckets seededWith(String seed) {
            var prefix = seed + ':';
            return unitId -> Integer.remainderUnsigned(
                    ByteBuffer.wrap(md5(prefix + unitId)).getInt(), Buckets.COUNT);
        }
    };

    private final String wireName;

    HashVersion(String wireName) {
        this.wireName = wireName;
    }

    public static Optional<HashVersion> named(String wireName) {
        return Arrays.stream(values())
                .filter(version -> version.wireName.equals(wireName))
                .findFirst();
    }

    public String wireName() {
        return wireName;
    }

    abstract Buckets seededWith(String seed);

    private static byte[] md5(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}

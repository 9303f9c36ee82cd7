package gg.agis.common.bucketing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The vectors of v1 and v2 are GrowthBook's public ones. Those of md5 come from elsewhere as well:
 *
 * <pre>
 * python3 -c 'import hashlib, sys
 * print(int.from_bytes(hashlib.md5(":".join(sys.argv[1:]).encode()).digest()[:4], "big") % 10000)' seed a
 * </pre>
 */
class HashVersionTest {

    @ParameterizedTest
    @CsvSource({
        "v2, seed, a, 505",
        "v2, seed, b, 2696",
        "v2, foo, ab, 2575",
        "v2, foo, def, 2019",
        "v1, '', a, 2200",
        "v1, b, a, 9460",
        "md5, seed, a, 7422",
        "md5, reward-test, 123456789012345678, 1296",
        "md5, Prämie, 🎁, 6297"
    })
    void bucketsAreTheVectors(String version, String seed, String unit, int bucket) {
        assertThat(HashVersion.named(version).orElseThrow().seededWith(seed).of(unit))
                .isEqualTo(bucket);
    }

    @Test
    void aVersionIsNeverGuessed() {
        assertThat(HashVersion.named("v3")).isEmpty();
        assertThat(HashVersion.named("V2")).isEmpty();
        assertThat(HashVersion.values())
                .allSatisfy(version ->
                        assertThat(HashVersion.named(version.wireName())).contains(version));
    }

    @Property(tries = 2_000)
    void aTextIsHashedAsItsBytes(@ForAll String text) {
        int expected = Fnv.START;
        for (byte octet : text.getBytes(UTF_8)) {
            expected = (expected ^ (octet & 0xff)) * 0x01000193;
        }

        assertThat(Fnv.text(Fnv.START, text)).isEqualTo(expected);
    }

    @Property(tries = 2_000)
    void twoHashesInOnePassAreThoseOfTwoPasses(@ForAll int first, @ForAll int second, @ForAll String text) {
        long both = Fnv.text(first, second, text);

        assertThat(Fnv.first(both)).isEqualTo(Fnv.text(first, text));
        assertThat(Fnv.second(both)).isEqualTo(Fnv.text(second, text));
    }

    @Test
    void aSmallNumberIsHashedAsItIsWritten() {
        IntStream.range(0, 110_000).forEach(HashVersionTest::assertHashedAsWritten);
    }

    @Property(tries = 20_000)
    void aNumberIsHashedAsItIsWritten(@ForAll int number) {
        assertHashedAsWritten(number);
    }

    private static void assertHashedAsWritten(int number) {
        assertThat(Fnv.digits(Fnv.START, number)).isEqualTo(Fnv.text(Fnv.START, Integer.toUnsignedString(number)));
    }
}

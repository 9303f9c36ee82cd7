package gg.agis.common.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The vectors come from elsewhere, so that they would notice a fault of ours:
 *
 * <pre>
 * python3 -c 'import hashlib, uuid, sys
 * b = bytearray(hashlib.sha256("\x1f".join(sys.argv[1:]).encode()).digest()[:16])
 * b[6] = b[6] &amp; 0x0f | 0x80; b[8] = b[8] &amp; 0x3f | 0x80
 * print(uuid.UUID(bytes=bytes(b)))' conversion ayet tx-1
 * </pre>
 */
class MadeIdTest {

    private static final UUID SERVER = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static final UUID START = UUID.fromString("7d418166-9f91-8f85-9f9b-e4dbb5e297c9");

    @Test
    void idsAreTheVectors() {
        var conversion = MadeId.conversionId("ayet", "tx-1");

        assertThat(conversion).hasToString("bb54d5f6-20dc-83a6-bfe2-b427b3a00503");
        assertThat(MadeId.conversionId("ayet", "Überraschung-🎁")).hasToString("004ef945-122c-8997-a61c-77ef3ffed6c1");
        assertThat(MadeId.transferId("ad-reward", conversion)).hasToString("85564ede-f3b8-8a24-a162-daf1d79cf069");
        assertThat(MadeId.transferId("ad-reward", conversion.toString()))
                .isEqualTo(MadeId.transferId("ad-reward", conversion));
        assertThat(MadeId.requestId(SERVER, "start")).isEqualTo(START);
        assertThat(MadeId.requestId(SERVER, "wake:2")).hasToString("20918d20-620a-84e8-94cd-ab40e3d20ae3");
        assertThat(MadeId.refundId(START, "ended", "end")).hasToString("3ffe5c4a-9791-832b-9aea-be2e56df1753");
        assertThat(MadeId.restCause(
                        "player:81384788765712384", "POST", "/api/wallets/81384788765712384/contributions", "k-1"))
                .hasToString("f17c8332-053c-8c0c-9d58-99b28c36398e");
    }

    @Test
    void idsAreVersion8OfTheIetfVariant() {
        assertThat(START.version()).isEqualTo(8);
        assertThat(START.variant()).isEqualTo(2);
    }

    @Test
    void twoCausesNeverShareAnIdByTheirSeparator() {
        assertThat(MadeId.conversionId("ayet", "a\u001fb")).hasToString("175874bd-38fe-8166-bdd6-f6ff7b355da7");
        assertThatIllegalArgumentException().isThrownBy(() -> MadeId.conversionId("ayet\u001fa", "b"));
        assertThatIllegalArgumentException().isThrownBy(() -> MadeId.transferId("a\u001fb", "c"));
    }
}

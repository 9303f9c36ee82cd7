package gg.agis.ads.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gg.agis.ads.callback.RawQuery.Fault;
import gg.agis.ads.callback.RawQuery.Unreadable;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawQueryTest {

    @Test
    void namesAndValuesAreDecoded() throws Exception {
        var query = RawQuery.parse("offer_name=caf%C3%A9+au%20lait&empty=&flag&&n%61me=x");

        assertThat(query.parameters())
                .containsEntry("offer_name", "café au lait")
                .containsEntry("empty", "")
                .containsEntry("flag", "")
                .containsEntry("name", "x")
                .hasSize(4);
    }

    @Test
    void specialCharactersAreEncodedAsPhpDoesIt() throws Exception {
        assertThat(RawQuery.parse("offer_name=a*b~c%2Bd e%C3%BC-_.%7E").encoded())
                .isEqualTo("offer_name=a%2Ab~c%2Bd+e%C3%BC-_.~");
    }

    /** A network whose offers are not in UTF-8 has signed these bytes, and no others. */
    @Test
    void bytesThatAreNoTextStayAsTheyAre() throws Exception {
        var query = RawQuery.parse("offer_name=gr%F6%DFer&b=%00");

        assertThat(query.encoded()).isEqualTo("b=%00&offer_name=gr%F6%DFer");
        assertThat(query.get("offer_name")).contains("gr\ufffd\ufffder");
    }

    @Property(tries = 2_000)
    void whateverArrivesIsReadOrRefused(@ForAll @CharRange(to = '\u00ff') String query) {
        try {
            var parsed = RawQuery.parse(query);
            assertThat(RawQuery.parse(parsed.encoded()).parameters()).isEqualTo(parsed.parameters());
        } catch (Unreadable refused) {
            assertThat(refused.fault()).isNotNull();
        }
    }

    @Test
    void anEmptyQueryHasNoParameters() throws Exception {
        assertThat(RawQuery.parse("").parameters()).isEmpty();
    }

    @Test
    void aBlankValueIsNone() throws Exception {
        assertThat(RawQuery.parse("a=+").get("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"amount=1&amount=2", "amount=1&amount=1", "amount=1&%61mount=2", "a&a"})
    void aParameterNamedTwiceIsRefused(String query) {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> RawQuery.parse(query))
                .satisfies(unreadable -> assertThat(unreadable.fault()).isEqualTo(Fault.DUPLICATE_PARAMETER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%gg=1"})
    void whatIsNotUrlEncodedIsRefused(String query) {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> RawQuery.parse(query))
                .satisfies(unreadable -> assertThat(unreadable.fault()).isEqualTo(Fault.MALFORMED));
    }
}

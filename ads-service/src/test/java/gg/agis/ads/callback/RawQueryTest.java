package gg.agis.ads.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gg.agis.ads.callback.RawQuery.Fault;
import gg.agis.ads.callback.RawQuery.Unreadable;
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

package gg.agis.ads.callback;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.address.Cidr;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourcesTest {

    private final Sources sources = sources("192.0.2.1", "203.0.113.0/24");

    @Test
    void aNetworkCallsFromAnyOfItsRangesAndNoOther() {
        assertThat(sources.allow("ayet", "192.0.2.1")).isTrue();
        assertThat(sources.allow("ayet", "203.0.113.9")).isTrue();
        assertThat(sources.allow("ayet", "192.0.2.2")).isFalse();
    }

    @Test
    void anAddressThatNobodyKnowsIsNotAllowed() {
        assertThat(sources.allow("ayet", null)).isFalse();
        assertThat(sources.allow("ayet", "example.org")).isFalse();
    }

    @Test
    void withoutRangesEverybodyMayCall() {
        assertThat(sources.allow("tapjoy", null)).isTrue();
        assertThat(sources().allow("ayet", "192.0.2.2")).isTrue();
    }

    private static Sources sources(String... ranges) {
        return new Sources(new CallbackSettings(
                1, Map.of("ayet", List.of(ranges).stream().map(Cidr::valueOf).toList())));
    }
}

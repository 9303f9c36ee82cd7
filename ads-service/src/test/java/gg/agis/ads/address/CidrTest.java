package gg.agis.ads.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.7/24, 203.0.113.9, true",
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "203.0.113.0/25, 203.0.113.128, false",
        "0.0.0.0/0, 198.51.100.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "203.0.113.0/24, ::ffff:203.0.113.1, true",
        "203.0.113.0/24, example.org, false",
        "203.0.113.0/24, '', false"
    })
    void aRangeHasTheAddressesOfItsPrefix(String range, String address, boolean contained) {
        assertThat(Cidr.valueOf(range).contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.0/33", "203.0.113.0/-1", "203.0.113.0/", "203.0.113.0/x", "example.org/8", ""})
    void whatIsNoRangeIsRefused(String range) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.valueOf(range));
    }
}

package gg.agis.billing.hold;

import static gg.agis.billing.hold.AskFixture.aServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestStateTest {

    @ParameterizedTest
    @CsvSource({
        "HELD, POSTED VOIDED EXPIRED",
        "EXPIRED, POSTED",
        "POSTED, ''",
        "VOIDED, ''",
        "CHARGED, ''",
    })
    void aSettledRequestStaysSettled(RequestState from, String to) {
        assertThat(Arrays.stream(RequestState.values()).filter(from::leadsTo).map(Enum::name))
                .containsExactly(to.isEmpty() ? new String[0] : to.split(" "));
    }

    @Test
    void anyOtherWayIsABug() {
        var server = aServer();
        var charged = Request.charged(
                server.requestId(),
                server.owner(),
                Terms.of(server.to("renew:x").charge()));

        assertThatIllegalStateException().isThrownBy(charged::expiring);
        assertThatIllegalStateException().isThrownBy(() -> charged.voiding(Request.RELEASED));
    }
}

package gg.agis.billing.treasury;

import static gg.agis.billing.ServerFixture.aServerOf;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.ServerFixture;
import gg.agis.common.event.ProvisioningEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunningServerTest {

    private static final ServerFixture SERVER = aServerOf("222222222222222222");

    @Test
    void itRunsAtThePriceThatWasStatedLast() {
        assertThat(after(SERVER.started(10, 0))).isEqualTo("10 running");
        assertThat(after(SERVER.started(10, 0), SERVER.renewed(12, 60))).isEqualTo("12 running");
    }

    static Stream<ProvisioningEvent> stops() {
        return Stream.of(SERVER.suspended(1), SERVER.asleep(1), SERVER.ended(1), SERVER.failed(1));
    }

    @ParameterizedTest
    @MethodSource("stops")
    void itStopsAndComesBackAtTheSamePrice(ProvisioningEvent stop) {
        assertThat(after(SERVER.started(10, 0), stop)).isEqualTo("10 stopped");
        assertThat(after(SERVER.started(10, 0), stop, SERVER.woken(2))).isEqualTo("10 running");
        assertThat(after(SERVER.started(10, 0), stop, SERVER.renewed(11, 2))).isEqualTo("11 running");
    }

    @Test
    void whatIsOlderThanWhatIsKnownChangesNothing() {
        assertThat(after(SERVER.started(10, 0), SERVER.ended(60), SERVER.renewed(12, 59)))
                .isEqualTo("10 stopped");
        assertThat(after(SERVER.renewed(12, 60), SERVER.started(10, 0))).isEqualTo("12 running");
    }

    @Test
    void otherFactsSayNothingAboutRunning() {
        assertThat(after(SERVER.started(10, 0), SERVER.warned(45), SERVER.suspended(30)))
                .isEqualTo("10 stopped");
        assertThat(RunningServer.unknown(SERVER.warned(0))
                        .after(SERVER.warned(0))
                        .hasAHistory())
                .isFalse();
    }

    private static String after(ProvisioningEvent... facts) {
        var server = RunningServer.unknown(facts[0]);
        for (var fact : facts) {
            server = server.after(fact);
        }
        return server.hourly() + (server.running() ? " running" : " stopped");
    }
}

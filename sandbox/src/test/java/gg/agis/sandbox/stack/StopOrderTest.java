package gg.agis.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopOrderTest {

    @Test
    void whoeverCallsGoesBeforeWhoeverIsCalled() {
        assertThat(StopOrder.of(List.of("postgres", "kafka", "world", "gateway", "ads", "billing")))
                .containsExactly(
                        List.of("gateway"),
                        List.of("ads", "billing"),
                        List.of("world"),
                        List.of("kafka"),
                        List.of("postgres"));
    }
}

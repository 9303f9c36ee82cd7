package gg.agis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gg.agis.sandbox.stack.Service;
import gg.agis.sandbox.stack.Stack;
import gg.agis.sandbox.stack.StackFailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two stacks side by side on one machine. */
@WithSuite
@Order(4)
class TwoStacksIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void oneKnowsNothingOfTheOther(Suite here, @Named("mutants") Suite there) throws IOException {
        // Even the same player and the same conversion: each stack credits it for itself.
        String player = Players.withConsent(here);
        Callback callback = Callback.of(UUID.randomUUID().toString(), player, 40);
        assertThat(there.door().consent(player, true).status()).isEqualTo(200);

        assertThat(here.door().callback(callback).word()).isEqualTo("credited");
        becomes(here, player, 40);
        assertThat(there.door().available(player)).isZero();

        assertThat(there.door().callback(callback).word()).isEqualTo("credited");
        becomes(there, player, 40);
        becomes(here, player, 40);
    }

    @Test
    void aTakenPortIsSaidAndNothingIsStarted(Suite here, @TempDir Path directory) {
        int taken = URI.create(here.stack().url("gateway")).getPort();
        try (Stack second = Stack.builder(Suite.checkout())
                .stateDirectory(directory)
                .environment(Map.of("AYET_API_KEY", "unused"))
                .services(Service.GATEWAY)
                .port(taken)
                .build()) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(StackFailedException.class)
                    .hasMessageContaining(Integer.toString(taken))
                    .hasMessageContaining("--port");
        }
        assertThat(here.stack().isReady("gateway")).isTrue();
    }

    private static void becomes(Suite suite, String player, long available) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(suite.door().available(player)).isEqualTo(available));
    }
}

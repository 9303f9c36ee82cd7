package gg.agis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Players that no other test knows. */
public final class Players {

    // A snowflake's size, and never the same one twice in a run.
    private static final AtomicLong NEXT = new AtomicLong(100_000_000_000_000_000L + System.currentTimeMillis());

    private Players() {}

    public static String unknown() {
        return Long.toString(NEXT.incrementAndGet());
    }

    public static String withConsent(Suite suite) {
        String player = unknown();
        try {
            Answer answer = suite.door().consent(player, true);
            assertThat(answer.status()).as("consent of %s: %s", player, answer).isEqualTo(200);
        } catch (IOException e) {
            throw new AssertionError("The consent of %s did not arrive".formatted(player), e);
        }
        return player;
    }

    public static List<String> withConsent(Suite suite, int number) {
        return Stream.generate(() -> withConsent(suite)).limit(number).toList();
    }
}

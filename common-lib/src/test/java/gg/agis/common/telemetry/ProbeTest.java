package gg.agis.common.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProbeTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();

    private final Probe probe = probe(Duration.ofSeconds(10), () -> {
        asked.incrementAndGet();
        if (away.get()) {
            throw new IllegalStateException("gone");
        }
    });

    @Test
    void anAnswerHoldsForAWhile() {
        assertThat(probe.problem()).isEmpty();
        assertThat(probe.problem()).isEmpty();
        assertThat(asked).hasValue(1);

        now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(probe.problem()).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void whatIsAwayIsSaidInWordsAndComesBackByItself() {
        away.set(true);
        assertThat(probe.problem())
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("Postgres cannot be reached")
                        .doesNotContain("gone", "Exception"));

        away.set(false);
        now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(probe.problem()).isEmpty();
    }

    @Test
    void aSilentDependencyHoldsUpNobodyForLong() {
        var release = new CountDownLatch(1);
        var silent = probe(Duration.ofMillis(20), () -> {
            asked.incrementAndGet();
            release.await();
        });

        assertThat(silent.problem()).hasValueSatisfying(text -> assertThat(text).contains("does not answer"));
        assertThat(silent.problem()).isPresent();
        assertThat(asked).as("asked once, however many wait").hasValue(1);

        release.countDown();
        Awaitility.await().untilAsserted(() -> assertThat(silent.problem()).isEmpty());
    }

    private Probe probe(Duration patience, Probe.Question question) {
        return new Probe("Postgres", question, Duration.ofSeconds(1), patience, now::get);
    }
}

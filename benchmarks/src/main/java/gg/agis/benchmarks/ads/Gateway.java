package gg.agis.benchmarks.ads;

import gg.agis.sandbox.junit.TestTokens;
import java.time.Duration;

/** Lends its name to whoever comes without one: a token for many callbacks, renewed before it ends. */
final class Gateway {

    private static final Duration RENEWED_AFTER = Duration.ofSeconds(30);

    private String token = "";
    private long madeAt;

    synchronized String token() {
        if (token.isEmpty() || System.nanoTime() - madeAt > RENEWED_AFTER.toNanos()) {
            token = TestTokens.anonymous().tokenFor("ads");
            madeAt = System.nanoTime();
        }
        return token;
    }
}

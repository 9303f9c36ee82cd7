package gg.agis.common.web.idempotency;

import gg.agis.common.web.Problem;
import java.time.Duration;

/** What is known of a key when a request comes with it. */
sealed interface Claim {

    Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

    /** Nobody is at work on it: the request runs. */
    record Taken() implements Claim {}

    /** It has been answered. */
    record Answered(StoredAnswer answer) implements Claim {}

    /** Somebody is at work on it. */
    record InProgress() implements Claim {}

    /** It stands for another body. */
    record Reused() implements Claim {}

    static Problem inProgress() {
        return Problem.conflict(
                        "idempotency-in-progress",
                        "A request with this Idempotency-Key is being worked on. Ask again in a moment.")
                .retryAfter(ASK_AGAIN_AFTER);
    }

    static Problem reused() {
        return Problem.unprocessable(
                "idempotency-key-reused",
                "This Idempotency-Key was sent with another body before. Take a new key for a new request.");
    }
}

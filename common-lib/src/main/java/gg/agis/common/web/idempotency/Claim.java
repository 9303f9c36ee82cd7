package gg.agis.common.web.idempotency;

/** What is known of a key when a request comes with it. */
sealed interface Claim {

    /** Nobody is at work on it: the request runs. */
    record Taken() implements Claim {}

    /** It has been answered. */
    record Answered(StoredAnswer answer) implements Claim {}

    /** Somebody is at work on it. */
    record InProgress() implements Claim {}

    /** It stands for another body. */
    record Reused() implements Claim {}
}

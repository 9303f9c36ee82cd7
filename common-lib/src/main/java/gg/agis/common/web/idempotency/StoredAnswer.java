package gg.agis.common.web.idempotency;

import org.jspecify.annotations.Nullable;

/** What was answered the first time. */
record StoredAnswer(
        int status, @Nullable String contentType, @Nullable String location, String body) {

    /**
     * Decisions are kept, also those against the caller; a request that was refused before anything was decided may be
     * put right and sent again with the same key.
     */
    boolean isDecision() {
        return (status >= 200 && status < 300) || status == 402 || status == 409 || status == 422;
    }
}

package gg.agis.common.web.idempotency;

/** What was answered to requests with an {@code Idempotency-Key}. */
public interface RememberedAnswers {

    /**
     * Removes what was answered to this subject, as {@code player:123}. Money stays safe: its ids are made from the same
     * keys and never lapse.
     */
    void forget(String subject);
}

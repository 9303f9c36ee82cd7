package gg.agis.common.web.idempotency;

import java.util.UUID;

/**
 * The key of a request, as an argument for its handler.
 *
 * @param cause made from subject, method, path and key: what money ids are made from
 */
public record IdempotencyKey(String value, UUID cause) {

    public static final String HEADER = "Idempotency-Key";
    public static final int CHARS_MAX = 255;

    /** Tells that an answer is one that was given before. */
    public static final String HIT = "Idempotency-Hit";
}

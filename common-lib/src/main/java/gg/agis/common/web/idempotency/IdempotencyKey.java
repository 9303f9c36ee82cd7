package gg.agis.common.web.idempotency;

import java.util.UUID;

/**
 * The key of a request, as an argument for its handler.
 *
 * @param cause made from subject, method, path and key: what money ids are made from
 * @param subject whose key it is
 * @param bodyHash of the body that came with it, hexadecimal
 */
public record IdempotencyKey(UUID cause, String subject, String bodyHash) {

    public static final String HEADER = "Idempotency-Key";
    public static final int CHARS_MAX = 255;

    /** Tells that an answer is one that was given before. */
    public static final String HIT = "Idempotency-Hit";

    static final String ATTRIBUTE = IdempotencyKey.class.getName();
}

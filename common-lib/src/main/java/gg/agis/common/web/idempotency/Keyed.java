package gg.agis.common.web.idempotency;

/**
 * What a request asks, and the key that it came with.
 *
 * @param traceId by which a refusal is found again
 */
public record Keyed<Q>(IdempotencyKey key, Q question, String traceId) {}

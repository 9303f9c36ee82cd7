package gg.agis.common.web.idempotency;

import java.util.UUID;

/**
 * A key that a request wants to take.
 *
 * @param id made from subject, method, path and key
 * @param bodyHash hexadecimal
 * @param leaseId under which this request, and no other, may answer
 */
record Wanted(UUID id, String subject, String bodyHash, UUID leaseId) {}

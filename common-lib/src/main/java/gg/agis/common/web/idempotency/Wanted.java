package gg.agis.common.web.idempotency;

import java.util.UUID;

/**
 * A key that a request wants to take.
 *
 * @param leaseId under which this request, and no other, may answer
 */
record Wanted(IdempotencyKey key, UUID leaseId) {

    UUID id() {
        return key.cause();
    }
}

package gg.agis.common.web.idempotency;

import java.util.UUID;

/** A key that the present request has taken. */
record InFlight(IdempotencyKey key, UUID leaseId) {

    static final String ATTRIBUTE = InFlight.class.getName();
}

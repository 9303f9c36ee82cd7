package gg.agis.common.web.idempotency;

import java.util.UUID;

/** What was answered to the request that holds the key by this lease. */
record Finished(UUID id, UUID leaseId, StoredAnswer answer) {}

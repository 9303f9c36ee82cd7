package gg.agis.provisioning.listing;

import java.time.Instant;
import java.util.UUID;

/** What somebody thinks of a server. */
record Review(UUID reviewId, int stars, String text, Instant at) {}

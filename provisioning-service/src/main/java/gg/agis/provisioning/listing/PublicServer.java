package gg.agis.provisioning.listing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server as everybody sees it.
 *
 * @param starsTenths the mean of its reviews, in tenths of a star; absent where there are none
 */
record PublicServer(
        UUID serverId,
        String name,
        String game,
        @Nullable Integer players,
        String address,
        int port,
        @Nullable Integer starsTenths,
        int reviews,
        Instant listedAt) {}

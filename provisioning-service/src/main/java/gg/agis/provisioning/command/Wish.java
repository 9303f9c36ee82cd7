package gg.agis.provisioning.command;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server that somebody would like to have.
 *
 * @param fromSave what it is to start from; absent: from nothing
 */
record Wish(
        String guildId,
        String template,
        @Nullable String name,
        int hours,
        boolean autoRenew,
        @Nullable UUID fromSave) {}

package gg.agis.billing.treasury;

import gg.agis.common.event.ProvisioningEvent;
import gg.agis.common.event.ProvisioningEvent.ServerAsleep;
import gg.agis.common.event.ProvisioningEvent.ServerEnded;
import gg.agis.common.event.ProvisioningEvent.ServerFailed;
import gg.agis.common.event.ProvisioningEvent.ServerRenewed;
import gg.agis.common.event.ProvisioningEvent.ServerStarted;
import gg.agis.common.event.ProvisioningEvent.ServerSuspended;
import gg.agis.common.event.ProvisioningEvent.ServerWoken;
import java.time.Instant;
import java.util.UUID;

/**
 * What a server costs by the hour while it runs.
 *
 * @param hourly its last price; 0 as long as none was stated
 * @param at of the last fact that counted
 */
record RunningServer(UUID serverId, String guildId, long hourly, boolean running, Instant at) {

    static RunningServer unknown(ProvisioningEvent fact) {
        return new RunningServer(fact.serverId(), fact.guildId(), 0, false, Instant.EPOCH);
    }

    /** The server after the fact; a fact older than what is known changes nothing. */
    RunningServer after(ProvisioningEvent fact) {
        if (fact.at().isBefore(at)) {
            return this;
        }
        return switch (fact) {
            case ServerStarted started -> with(started.hourly(), true, fact.at());
            case ServerRenewed renewed -> with(renewed.hourly(), true, fact.at());
            case ServerWoken woken -> with(hourly, true, woken.at());
            case ServerSuspended _, ServerAsleep _, ServerEnded _, ServerFailed _ -> with(hourly, false, fact.at());
            default -> this;
        };
    }

    /** Whether any fact has counted: most say nothing about running. */
    boolean hasAHistory() {
        return at.isAfter(Instant.EPOCH);
    }

    private RunningServer with(long hourly, boolean running, Instant at) {
        return new RunningServer(serverId, guildId, hourly, running, at);
    }
}

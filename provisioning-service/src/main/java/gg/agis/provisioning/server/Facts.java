package gg.agis.provisioning.server;

import gg.agis.common.event.ProvisioningEvent;
import gg.agis.common.event.ProvisioningEvent.ServerApproved;
import gg.agis.common.event.ProvisioningEvent.ServerAsleep;
import gg.agis.common.event.ProvisioningEvent.ServerEnded;
import gg.agis.common.event.ProvisioningEvent.ServerFailed;
import gg.agis.common.event.ProvisioningEvent.ServerFundsMissing;
import gg.agis.common.event.ProvisioningEvent.ServerRefused;
import gg.agis.common.event.ProvisioningEvent.ServerRenewed;
import gg.agis.common.event.ProvisioningEvent.ServerRequested;
import gg.agis.common.event.ProvisioningEvent.ServerSaveMade;
import gg.agis.common.event.ProvisioningEvent.ServerStarted;
import gg.agis.common.event.ProvisioningEvent.ServerSuspended;
import gg.agis.common.event.ProvisioningEvent.ServerWarned;
import gg.agis.common.event.ProvisioningEvent.ServerWoken;
import gg.agis.provisioning.server.Server.Address;
import java.time.Instant;
import java.util.UUID;

/** What is told of a server, at this moment. */
public record Facts(UUID id, String guild, String name, String template, String game, Instant at) {

    public static Facts of(Server server, Instant at) {
        return new Facts(server.id(), server.guildId(), server.name(), server.template(), server.gameName(), at);
    }

    public ProvisioningEvent requested(String by, Server server) {
        var order = server.order();
        return new ServerRequested(
                id, guild, name, template, game, at, by, order.hours(), server.autoRenew(), order.cost());
    }

    public ProvisioningEvent approved(String by, int needed, int given) {
        return new ServerApproved(id, guild, name, template, game, at, by, needed, given);
    }

    public ProvisioningEvent refused(String reason) {
        return new ServerRefused(id, guild, name, template, game, at, reason);
    }

    public ProvisioningEvent fundsMissing(long missing) {
        return new ServerFundsMissing(id, guild, name, template, game, at, missing);
    }

    public ProvisioningEvent started(Address where, long hourly, Instant paidUntil) {
        return new ServerStarted(id, guild, name, template, game, at, where.host(), where.port(), hourly, paidUntil);
    }

    public ProvisioningEvent renewed(Instant paidUntil, long hourly) {
        return new ServerRenewed(id, guild, name, template, game, at, paidUntil, hourly);
    }

    public ProvisioningEvent warned(int minutesLeft) {
        return new ServerWarned(id, guild, name, template, game, at, minutesLeft);
    }

    public ProvisioningEvent suspended(Instant graceUntil) {
        return new ServerSuspended(id, guild, name, template, game, at, graceUntil);
    }

    public ProvisioningEvent asleep() {
        return new ServerAsleep(id, guild, name, template, game, at);
    }

    public ProvisioningEvent woken(Address where, Instant paidUntil) {
        return new ServerWoken(id, guild, name, template, game, at, where.host(), where.port(), paidUntil);
    }

    public ProvisioningEvent failed(String reason) {
        return new ServerFailed(id, guild, name, template, game, at, reason);
    }

    public ProvisioningEvent ended(String reason, int unusedHours, long refund) {
        return new ServerEnded(id, guild, name, template, game, at, reason, unusedHours, refund);
    }

    public ProvisioningEvent saveMade(UUID saveId, long bytes) {
        return new ServerSaveMade(id, guild, name, template, game, at, saveId, bytes);
    }
}

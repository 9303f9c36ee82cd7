package gg.agis.billing;

import gg.agis.common.event.ProvisioningEvent;
import gg.agis.common.event.ProvisioningEvent.HoldRequested;
import gg.agis.common.event.ProvisioningEvent.ServerAsleep;
import gg.agis.common.event.ProvisioningEvent.ServerEnded;
import gg.agis.common.event.ProvisioningEvent.ServerFailed;
import gg.agis.common.event.ProvisioningEvent.ServerRenewed;
import gg.agis.common.event.ProvisioningEvent.ServerStarted;
import gg.agis.common.event.ProvisioningEvent.ServerSuspended;
import gg.agis.common.event.ProvisioningEvent.ServerWarned;
import gg.agis.common.event.ProvisioningEvent.ServerWoken;
import gg.agis.common.id.MadeId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** One game server, and what provisioning-service may state about its running. */
public record ServerFixture(UUID id, String guild) {

    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    public static ServerFixture aServerOf(String guild) {
        return new ServerFixture(UUID.randomUUID(), guild);
    }

    public ProvisioningEvent holdRequested(long amount) {
        var inAHundredYears = NOON.plus(Duration.ofDays(36_500));
        return new HoldRequested(
                id,
                guild,
                "s",
                "minecraft-small",
                "minecraft",
                NOON,
                MadeId.requestId(id, "start"),
                amount,
                "start",
                inAHundredYears);
    }

    public ProvisioningEvent started(long hourly, int minute) {
        return new ServerStarted(
                id, guild, "s", "minecraft-small", "minecraft", at(minute), "10.0.0.1", 7_000, hourly, at(minute + 60));
    }

    public ProvisioningEvent renewed(long hourly, int minute) {
        return new ServerRenewed(id, guild, "s", "minecraft-small", "minecraft", at(minute), at(minute + 60), hourly);
    }

    public ProvisioningEvent woken(int minute) {
        return new ServerWoken(
                id, guild, "s", "minecraft-small", "minecraft", at(minute), "10.0.0.1", 7_000, at(minute + 60));
    }

    public ProvisioningEvent warned(int minute) {
        return new ServerWarned(id, guild, "s", "minecraft-small", "minecraft", at(minute), 15);
    }

    public ProvisioningEvent suspended(int minute) {
        return new ServerSuspended(id, guild, "s", "minecraft-small", "minecraft", at(minute), at(minute + 60));
    }

    public ProvisioningEvent asleep(int minute) {
        return new ServerAsleep(id, guild, "s", "minecraft-small", "minecraft", at(minute));
    }

    public ProvisioningEvent ended(int minute) {
        return new ServerEnded(id, guild, "s", "minecraft-small", "minecraft", at(minute), "expired", 0, 0);
    }

    public ProvisioningEvent failed(int minute) {
        return new ServerFailed(id, guild, "s", "minecraft-small", "minecraft", at(minute), "crashed");
    }

    private static Instant at(int minute) {
        return NOON.plusSeconds(60L * minute);
    }
}

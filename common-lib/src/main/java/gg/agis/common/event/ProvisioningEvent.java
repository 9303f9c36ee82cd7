package gg.agis.common.event;

import java.time.Instant;
import java.util.UUID;

/** What provisioning-service states about servers. */
public sealed interface ProvisioningEvent extends Event {

    UUID serverId();

    String guildId();

    String name();

    String template();

    String game();

    Instant at();

    @Override
    default String key() {
        return serverId().toString();
    }

    /** What billing-service is asked for, in the name of the server's guild. */
    sealed interface Ask extends ProvisioningEvent {

        UUID requestId();
    }

    @Contract(
            type = "provisioning.hold-requested.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "The amount is asked to be held in the guild's treasury; the same request may be asked again.")
    record HoldRequested(
            UUID serverId,
            String guildId,
            String name,
            String template,
            String game,
            Instant at,
            UUID requestId,
            long amount,
            String purpose,
            Instant expiresAt)
            implements Ask {}

    @Contract(
            type = "provisioning.hold-settled.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "A hold is no longer needed: so much of it is used, the rest is to come back.")
    record HoldSettled(
            UUID serverId,
            String guildId,
            String name,
            String template,
            String game,
            Instant at,
            UUID requestId,
            String outcome,
            long used)
            implements Ask {}

    @Contract(
            type = "provisioning.charge-requested.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "The guild's treasury is asked to pay at once; the same request may be asked again.")
    record ChargeRequested(
            UUID serverId,
            String guildId,
            String name,
            String template,
            String game,
            Instant at,
            UUID requestId,
            long amount,
            String purpose)
            implements Ask {}

    @Contract(
            type = "provisioning.refund-due.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "Of what a request paid so much is to come back.")
    record RefundDue(
            UUID serverId,
            String guildId,
            String name,
            String template,
            String game,
            Instant at,
            UUID refundId,
            UUID requestId,
            long amount,
            String reason)
            implements Ask {}

    @Contract(
            type = "provisioning.server-requested.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "A guild wants a server.")
    record ServerRequested(
            UUID serverId,
            String guildId,
            String name,
            String template,
            String game,
            Instant at,
            String requestedBy,
            int hours,
            boolean autoRenew,
            long cost)
            implements ProvisioningEvent {}

    @Contract(
            type = "provisioning.server-approved.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "An officer approved a server; so many approvals are needed and given.")
    record ServerApproved(
            UUID serverId,
            String guildId,
            String name,
            String template,
            String game,
            Instant at,
            String by,
            int needed,
            int given)
            implements ProvisioningEvent {}

    @Contract(
            type = "provisioning.server-refused.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "A server will not be started.")
    record ServerRefused(
            UUID serverId, String guildId, String name, String template, String game, Instant at, String reason)
            implements ProvisioningEvent {}

    @Contract(
            type = "provisioning.server-funds-missing.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "A server waits for the treasury: so much is missing.")
    record ServerFundsMissing(
            UUID serverId, String guildId, String name, String template, String game, Instant at, long missing)
            implements ProvisioningEvent {}

    @Contract(
            type = "provisioning.server-started.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "A server runs and may be joined.")
    record ServerStarted(
            UUID serverId,
            String guildId,
            String name,
            String template,
            String game,
            Instant at,
            String address,
            int port,
            long hourly,
            Instant paidUntil)
            implements ProvisioningEvent {}

    @Contract(
            type = "provisioning.server-renewed.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "A server is paid for another while.")
    record ServerRenewed(
            UUID serverId,
            String guildId,
            String name,
            String template,
            String game,
            Instant at,
            Instant paidUntil,
            long hourly)
            implements ProvisioningEvent {}

    @Contract(
            type = "provisioning.server-warned.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "A server will end soon unless it is paid for.")
    record ServerWarned(
            UUID serverId, String guildId, String name, String template, String game, Instant at, int minutesLeft)
            implements ProvisioningEvent {}

    @Contract(
            type = "provisioning.server-suspended.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "A server stands still for want of payment; until then it can be brought back.")
    record ServerSuspended(
            UUID serverId, String guildId, String name, String template, String game, Instant at, Instant graceUntil)
            implements ProvisioningEvent {}

    @Contract(
            type = "provisioning.server-asleep.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "A server nobody played on sleeps and costs nothing.")
    record ServerAsleep(UUID serverId, String guildId, String name, String template, String game, Instant at)
            implements ProvisioningEvent {}

    @Contract(
            type = "provisioning.server-woken.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "A server runs again and may be joined.")
    record ServerWoken(
            UUID serverId,
            String guildId,
            String name,
            String template,
            String game,
            Instant at,
            String address,
            int port,
            Instant paidUntil)
            implements ProvisioningEvent {}

    @Contract(
            type = "provisioning.server-failed.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "A server could not be brought to run, or broke.")
    record ServerFailed(
            UUID serverId, String guildId, String name, String template, String game, Instant at, String reason)
            implements ProvisioningEvent {}

    @Contract(
            type = "provisioning.server-ended.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "A server has ended; what was not used comes back.")
    record ServerEnded(
            UUID serverId,
            String guildId,
            String name,
            String template,
            String game,
            Instant at,
            String reason,
            int unusedHours,
            long refund)
            implements ProvisioningEvent {}

    @Contract(
            type = "provisioning.server-save-made.v1",
            topic = Topics.PROVISIONING_SERVERS,
            says = "A server's world is saved and may be fetched.")
    record ServerSaveMade(
            UUID serverId,
            String guildId,
            String name,
            String template,
            String game,
            Instant at,
            UUID saveId,
            long bytes)
            implements ProvisioningEvent {}
}

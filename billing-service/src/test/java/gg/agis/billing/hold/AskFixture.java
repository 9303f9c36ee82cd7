package gg.agis.billing.hold;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Owner;
import gg.agis.common.event.ProvisioningEvent.ChargeRequested;
import gg.agis.common.event.ProvisioningEvent.HoldRequested;
import gg.agis.common.event.ProvisioningEvent.HoldSettled;
import gg.agis.common.event.ProvisioningEvent.RefundDue;
import gg.agis.common.id.MadeId;
import java.time.Instant;
import java.util.UUID;

/** A server of some guild, and what is asked for it: 80 GC unless it says otherwise. */
record AskFixture(UUID serverId, String guildId, UUID requestId, String purpose, long amount, Instant expiresAt) {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final Instant ONE = Instant.parse("2026-11-21T13:00:00Z");

    private static final Instant FAR = Instant.parse("2126-11-21T12:00:00Z");

    /** A hold to start it, until one o'clock. */
    static AskFixture aServer() {
        var serverId = UUID.randomUUID();
        return new AskFixture(
                serverId, BillingDriver.someSnowflake(), MadeId.requestId(serverId, "start"), "start", 80, ONE);
    }

    /** For tests on the real clock. */
    AskFixture withoutHurry() {
        return until(FAR);
    }

    AskFixture of(String otherGuildId) {
        return new AskFixture(serverId, otherGuildId, requestId, purpose, amount, expiresAt);
    }

    AskFixture to(String otherPurpose) {
        return new AskFixture(
                serverId, guildId, MadeId.requestId(serverId, otherPurpose), otherPurpose, amount, expiresAt);
    }

    AskFixture costing(long otherAmount) {
        return new AskFixture(serverId, guildId, requestId, purpose, otherAmount, expiresAt);
    }

    AskFixture until(Instant otherExpiry) {
        return new AskFixture(serverId, guildId, requestId, purpose, amount, otherExpiry);
    }

    AskFixture under(UUID otherRequestId) {
        return new AskFixture(serverId, guildId, otherRequestId, purpose, amount, expiresAt);
    }

    Owner owner() {
        return Owner.guild(guildId);
    }

    AccountKey account() {
        return AccountKey.gc(owner());
    }

    HoldRequested hold() {
        return new HoldRequested(
                serverId,
                guildId,
                "survival",
                "minecraft-small",
                "minecraft",
                NOON,
                requestId,
                amount,
                purpose,
                expiresAt);
    }

    HoldSettled use(long used) {
        return settled("use", used);
    }

    HoldSettled release() {
        return settled("release", 0);
    }

    HoldSettled settled(String outcome, long used) {
        return new HoldSettled(
                serverId, guildId, "survival", "minecraft-small", "minecraft", NOON, requestId, outcome, used);
    }

    ChargeRequested charge() {
        return new ChargeRequested(
                serverId, guildId, "survival", "minecraft-small", "minecraft", NOON, requestId, amount, purpose);
    }

    RefundDue refund(long back, String reason) {
        return new RefundDue(
                serverId,
                guildId,
                "survival",
                "minecraft-small",
                "minecraft",
                NOON,
                MadeId.refundId(requestId, reason, "2026-11-21"),
                requestId,
                back,
                reason);
    }
}

package gg.agis.provisioning.hours;

import gg.agis.common.event.ProvisioningEvent;
import gg.agis.common.event.ProvisioningEvent.RefundDue;
import gg.agis.common.id.MadeId;
import gg.agis.common.outbox.Outbox;
import gg.agis.provisioning.hours.RefundRules.Share;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.Server;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives back. What comes back is booked on its hours in the commit that says so, one statement of it for each request
 * concerned; whoever holds the server's row decides alone.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Refunds {

    /** What has come back: how many whole hours, and how much in all. */
    public record Returned(int hours, long amount) {}

    private final ServerHours hours;
    private final Outbox outbox;
    private final RefundMetrics metrics;
    private final JdbcClient jdbc;
    private final Clock clock;

    Refunds(ServerHours hours, Outbox outbox, RefundMetrics metrics, JdbcClient jdbc, Clock clock) {
        this.hours = hours;
        this.outbox = outbox;
        this.metrics = metrics;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The server is at its end: what was not used comes back. */
    public Returned atTheEnd(Server server) {
        var unused = RefundRules.unused(
                hours.openOf(server.id(), server.ranUntil().orElse(Instant.EPOCH)),
                server.ranUntil(),
                server.isFailing());
        return book(server, unused, server.isFailing() ? RefundReason.FAILED : RefundReason.ENDED, "end");
    }

    /** It was paid when nobody wanted it any more: what had not begun when the game stopped comes back. */
    public Returned paidTooLate(Server server, UUID requestId, Optional<Instant> ranUntil) {
        return book(server, RefundRules.unused(hours.ofRequest(requestId), ranUntil, true), RefundReason.LATE, "end");
    }

    /** It wakes: what it slept through comes back. */
    public Returned slept(Server server, Instant fellAsleep, Instant woke) {
        var slept = RefundRules.slept(hours.within(server.id(), fellAsleep, woke), fellAsleep, woke);
        return book(server, slept, RefundReason.ASLEEP, fellAsleep.toString());
    }

    Returned book(Server server, List<Share> shares, RefundReason reason, String dayOrEnd) {
        var now = clock.instant();
        var byRequest = new LinkedHashMap<UUID, Long>();
        int wholeHours = 0;
        for (var share : shares) {
            if (hasComeBack(share.hour().requestId(), reason, dayOrEnd)) {
                continue;
            }
            hours.refund(share.hour(), share.amount());
            byRequest.merge(share.hour().requestId(), share.amount(), Math::addExact);
            wholeHours += share.hour().isSetup() ? 0 : 1;
        }
        var facts = new ArrayList<ProvisioningEvent>();
        byRequest.forEach((requestId, amount) -> {
            var refundId = MadeId.refundId(requestId, reason.wireName(), dayOrEnd);
            add(refundId, requestId, server.id(), amount, reason, now);
            facts.add(refundDue(server, refundId, requestId, amount, reason, now));
        });
        if (!facts.isEmpty()) {
            outbox.publish(facts);
        }
        long amount = byRequest.values().stream().mapToLong(Long::longValue).sum();
        metrics.refunded(reason, amount);
        return new Returned(wholeHours, amount);
    }

    private boolean hasComeBack(UUID requestId, RefundReason reason, String dayOrEnd) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM refunds WHERE refund_id = :refund)")
                .param("refund", MadeId.refundId(requestId, reason.wireName(), dayOrEnd))
                .query(Boolean.class)
                .single();
    }

    /** Once under its id, for ever: a second one is a bug and undoes its own commit. */
    private void add(UUID refundId, UUID requestId, UUID serverId, long amount, RefundReason reason, Instant now) {
        jdbc.sql("""
                        INSERT INTO refunds (refund_id, request_id, server_id, amount, reason, at)
                        VALUES (:refund, :request, :server, :amount, :reason, :at)
                        """)
                .param("refund", refundId)
                .param("request", requestId)
                .param("server", serverId)
                .param("amount", amount)
                .param("reason", reason.wireName())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static ProvisioningEvent refundDue(
            Server server, UUID refundId, UUID requestId, long amount, RefundReason reason, Instant now) {
        var facts = Facts.of(server, now);
        return new RefundDue(
                facts.id(),
                facts.guild(),
                facts.name(),
                facts.template(),
                facts.game(),
                now,
                refundId,
                requestId,
                amount,
                reason.wireName());
    }
}

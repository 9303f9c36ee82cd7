package gg.agis.provisioning.answer;

import gg.agis.common.event.BillingEvent.BalanceChanged;
import gg.agis.common.event.Topics;
import gg.agis.common.inbox.Delivery;
import gg.agis.common.inbox.EventListener;
import gg.agis.provisioning.funding.MoneyRequests;
import gg.agis.provisioning.server.DueServers;
import gg.agis.provisioning.treasury.Treasuries;
import gg.agis.provisioning.treasury.Treasuries.Known;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Hears what guilds' treasuries have. Somebody who puts something in makes the servers that wait for it ask at once; what
 * comes back from servers does not, or a refusal would pay for the next question.
 */
@Component
class LedgerListener implements EventListener {

    private static final String GUILD = "guild:";
    private static final String GC = "GC";
    private static final Set<String> CREDITS = Set.of("contribution", "guild-tax", "grant", "purchase", "adjustment");
    private static final Set<String> SERVERS =
            Set.of("server-start", "server-wake", "server-renewal", "server-extension");

    private final Treasuries treasuries;
    private final MoneyRequests requests;
    private final DueServers servers;
    private final Clock clock;

    LedgerListener(Treasuries treasuries, MoneyRequests requests, DueServers servers, Clock clock) {
        this.treasuries = treasuries;
        this.requests = requests;
        this.servers = servers;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "provisioning.treasuries";
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.BILLING_LEDGER);
    }

    /** A balance is stated whole: a later one makes up for one that is missing. */
    @Override
    public OnPoison onPoison() {
        return OnPoison.PASS;
    }

    @Override
    public void handle(List<Delivery> deliveries) {
        var changes = deliveries.stream()
                .map(Delivery::event)
                .filter(BalanceChanged.class::isInstance)
                .map(BalanceChanged.class::cast)
                .filter(change -> change.unit().equals(GC) && change.owner().startsWith(GUILD))
                .toList();
        if (changes.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var known = new HashMap<String, Known>();
        for (var change : changes) {
            boolean credit = change.amount() > 0 && CREDITS.contains(change.kind());
            var guild = change.owner().substring(GUILD.length());
            var before = known.get(guild);
            known.put(
                    guild,
                    new Known(
                            guild,
                            change.available(),
                            change.sequence(),
                            credit ? now : before == null ? null : before.creditedAt()));
        }
        var credited = known.values().stream()
                .filter(treasury -> treasury.creditedAt() != null)
                .map(Known::guildId)
                .toList();
        // Servers before what was asked for them: in this order everybody locks.
        if (!credited.isEmpty()) {
            servers.nudgeWaiting(credited, now);
        }
        var paid = changes.stream()
                .filter(change -> change.transferId() != null && SERVERS.contains(change.kind()))
                .map(change -> UUID.fromString(change.cause()))
                .toList();
        if (!paid.isEmpty()) {
            requests.seenInLedger(paid);
        }
        treasuries.store(known.values());
    }
}

package gg.agis.billing.hold;

import static java.util.stream.Collectors.toSet;

import gg.agis.billing.hold.Decided.Outcome;
import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Books;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.common.event.BillingEvent.Answer;
import gg.agis.common.event.ProvisioningEvent.Ask;
import gg.agis.common.outbox.Outbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides on requests under their row locks, and on the treasuries under theirs. In this order everywhere, so that nobody
 * who has a treasury waits for a request.
 */
@Component
class AnswerRequests {

    static final int DUE_MAX = 200;

    private final Requests requests;
    private final Ledger ledger;
    private final Outbox outbox;
    private final RequestMetrics metrics;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AnswerRequests(
            Requests requests,
            Ledger ledger,
            Outbox outbox,
            RequestMetrics metrics,
            TransactionTemplate transaction,
            Clock clock) {
        this.requests = requests;
        this.ledger = ledger;
        this.outbox = outbox;
        this.metrics = metrics;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A whole batch at once, each ask on what the ones before it left; in the caller's transaction. */
    void answer(List<Ask> asks) {
        var decided =
                new Decisions(requests.lock(asks.stream().map(Ask::requestId).collect(toSet())));
        var transfers = new HashSet<UUID>();
        asks.forEach(ask -> transfers.addAll(RequestDecision.transfersOf(ask)));
        var books = open(asks.stream().map(ask -> Owner.guild(ask.guildId())).toList(), transfers);
        var now = clock.instant();
        for (var ask : asks) {
            decided.add(RequestDecision.decide(decided.present(ask.requestId()), ask, books, now));
        }
        write(books, decided);
    }

    /** Gives back what was held too long, and says so; of any number of replicas one does. How many holds it were. */
    int expireDue() {
        return Objects.requireNonNull(transaction.execute(status -> {
            var due = requests.lockDue(clock.instant(), DUE_MAX);
            if (!due.isEmpty()) {
                var books = open(due.stream().map(Request::owner).toList(), Set.of());
                var decided = new Decisions(Map.of());
                due.forEach(held -> decided.add(RequestDecision.expire(held, books)));
                write(books, decided);
            }
            return due.size();
        }));
    }

    private Books open(Collection<Owner> guilds, Set<UUID> transfers) {
        var accounts = guilds.stream().map(AccountKey::gc).collect(toSet());
        accounts.add(AccountKey.gc(Owner.SERVERS));
        return ledger.open(accounts, transfers, Set.of());
    }

    private void write(Books books, Decisions decided) {
        requests.store(decided.changed.values(), clock.instant());
        ledger.write(books);
        outbox.publish(decided.answers);
        metrics.decided(decided.outcomes);
    }

    /** What a batch has come to so far. */
    private static final class Decisions {

        private final Map<UUID, Request> present;
        private final Map<UUID, Request> changed = new LinkedHashMap<>();
        private final List<Answer> answers = new ArrayList<>();
        private final List<Outcome> outcomes = new ArrayList<>();

        Decisions(Map<UUID, Request> present) {
            this.present = new HashMap<>(present);
        }

        @Nullable
        Request present(UUID id) {
            return present.get(id);
        }

        void add(Decided decided) {
            if (decided.changed() != null) {
                present.put(decided.changed().id(), decided.changed());
                changed.put(decided.changed().id(), decided.changed());
            }
            if (decided.answer() != null) {
                answers.add(decided.answer());
            }
            outcomes.add(decided.outcome());
        }
    }
}

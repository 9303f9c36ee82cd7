package gg.agis.common.inbox;

import gg.agis.common.inbox.Arrival.Content;
import gg.agis.common.inbox.EventListener.OnPoison;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What becomes of the facts that one listener is given.
 *
 * <p>A poll is one transaction: its facts are recorded in the inbox, those that were not there yet are handed to the
 * listener, in order. If that fails for a reason that will not pass by itself, each fact is tried alone, and those that
 * still fail become dead letters; where keys wait, the later facts of such a key are parked behind it. Trouble that
 * passes is thrown: the poll comes again.
 */
final class Consumption {

    private static final Logger log = LoggerFactory.getLogger(Consumption.class);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final EventListener listener;
    private final InboxTable inbox;
    private final DeadLetterTable letters;
    private final TransactionTemplate transaction;
    private final InboxMeters meters;
    private final int tries;

    Consumption(
            EventListener listener,
            InboxTable inbox,
            DeadLetterTable letters,
            TransactionTemplate transaction,
            InboxMeters meters,
            int tries) {
        this.listener = listener;
        this.inbox = inbox;
        this.letters = letters;
        this.transaction = transaction;
        this.meters = meters;
        this.tries = tries;
    }

    EventListener listener() {
        return listener;
    }

    InboxMeters meters() {
        return meters;
    }

    void receive(List<Arrival> poll) {
        List<Received> received = new ArrayList<>();
        for (Arrival arrival : poll) {
            Content content = arrival.content();
            if (!(content instanceof Content.Foreign)) {
                received.add(new Received(arrival, content));
            }
        }
        if (!received.isEmpty() && !together(received)) {
            received.forEach(this::alone);
        }
    }

    /** Applies a fact that was a dead letter, in the caller's transaction. */
    void again(Delivery delivery) {
        if (!inbox.record(listener.name(), List.of(delivery)).isEmpty()) {
            listener.handle(List.of(delivery));
        }
    }

    private boolean together(List<Received> received) {
        if (received.stream().anyMatch(r -> r.content() instanceof Content.Poison)) {
            return false;
        }
        try {
            inTransaction(received);
            return true;
        } catch (RuntimeException e) {
            if (Trouble.passes(e)) {
                throw e;
            }
            log.warn("{} applies {} facts one by one, since together they fail", listener.name(), received.size(), e);
            return false;
        }
    }

    private void alone(Received received) {
        if (received.content() instanceof Content.Poison poison) {
            bury(received.arrival(), poison.reason());
            return;
        }
        // The poll may have come before, and got as far as making this one a letter.
        if (letters.has(listener.name(), received.arrival())) {
            return;
        }
        for (int tried = 1; ; tried++) {
            try {
                inTransaction(List.of(received));
                return;
            } catch (RuntimeException e) {
                if (Trouble.passes(e)) {
                    throw e;
                }
                if (tried >= tries) {
                    log.error(
                            "{} cannot apply {}",
                            listener.name(),
                            received.arrival().headers(),
                            e);
                    bury(received.arrival(), reason(e));
                    return;
                }
                pause(BETWEEN_TRIES.multipliedBy(tried));
            }
        }
    }

    private void inTransaction(List<Received> received) {
        Applied applied = transaction.execute(status -> apply(received));
        meters.applied(applied.fresh(), applied.known());
    }

    private Applied apply(List<Received> received) {
        List<Delivery> free = new ArrayList<>();
        Set<String> blocked = blocked(received);
        for (Received each : received) {
            if (each.content() instanceof Content.Fact fact) {
                if (blocked.contains(fact.delivery().key())) {
                    letters.park(listener.name(), each.arrival());
                } else {
                    free.add(fact.delivery());
                }
            }
        }
        Set<UUID> unseen = inbox.record(listener.name(), free);
        // The first of two copies in one poll.
        List<Delivery> fresh = free.stream().filter(d -> unseen.remove(d.id())).toList();
        if (!fresh.isEmpty()) {
            listener.handle(fresh);
        }
        return new Applied(fresh.size(), free.size() - fresh.size());
    }

    private Set<String> blocked(List<Received> received) {
        if (listener.onPoison() == OnPoison.PASS) {
            return Set.of();
        }
        Set<String> keys = new TreeSet<>();
        for (Received each : received) {
            if (each.content() instanceof Content.Fact fact) {
                keys.add(fact.delivery().key());
            }
        }
        return letters.lockOpen(listener.name(), keys);
    }

    private void bury(Arrival arrival, String reason) {
        transaction.executeWithoutResult(status -> letters.bury(listener.name(), arrival, reason));
    }

    static String reason(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root.equals(thrown) ? thrown.toString() : thrown + ", because of " + root;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Received(Arrival arrival, Content content) {}

    private record Applied(int fresh, int known) {}
}

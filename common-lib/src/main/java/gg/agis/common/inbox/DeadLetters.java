package gg.agis.common.inbox;

import gg.agis.common.inbox.Arrival.Content;
import gg.agis.common.inbox.EventListener.OnPoison;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** What this service's listeners could not apply, and how an operator has it applied after all. */
public final class DeadLetters {

    private final DeadLetterTable letters;
    private final TransactionTemplate transaction;
    private final Map<String, Consumption> consumers;
    private final ReceivedTrace trace;

    DeadLetters(
            DeadLetterTable letters,
            TransactionTemplate transaction,
            Map<String, Consumption> consumers,
            ReceivedTrace trace) {
        this.letters = letters;
        this.transaction = transaction;
        this.consumers = consumers;
        this.trace = trace;
    }

    /**
     * Newest first.
     *
     * @param before the id after which to go on, of the last letter of the page before
     */
    public List<DeadLetter> list(@Nullable Long before, int limit) {
        return letters.list(before, limit);
    }

    /**
     * Applies the letter and, where keys wait, everything of its key in order: from the first that is open to the last
     * that is parked, each in a transaction of its own, until one fails. What is resent already stays so. Trouble that
     * passes is thrown.
     *
     * @return empty if there is no such letter
     */
    public Optional<Resend> resend(long id, String by) {
        return letters.find(id).map(letter -> {
            Consumption consumer = consumers.get(letter.consumer());
            if (letter.state() == DeadLetter.State.RESENT) {
                return new Resend(0, null);
            }
            if (consumer == null) {
                return new Resend(0, "No listener of this service is named " + letter.consumer());
            }
            String key = letter.key();
            return consumer.listener().onPoison() == OnPoison.PASS || key == null
                    ? one(consumer, id, by)
                    : key(consumer, key, by);
        });
    }

    private Resend key(Consumption consumer, String key, String by) {
        int applied = 0;
        while (true) {
            Optional<Long> next = letters.firstOpen(consumer.listener().name(), key);
            if (next.isEmpty()) {
                return new Resend(applied, null);
            }
            Resend resend = one(consumer, next.get(), by);
            applied += resend.applied();
            if (resend.problem() != null) {
                return new Resend(applied, resend.problem());
            }
        }
    }

    private Resend one(Consumption consumer, long id, String by) {
        Arrival arrival = letters.arrival(id);
        Content content = arrival.content();
        if (content instanceof Content.Poison poison) {
            letters.stillWaiting(id, poison.reason());
            return new Resend(0, poison.reason());
        }
        try {
            boolean[] applied = new boolean[1];
            trace.around(
                    consumer.listener().name(),
                    List.of(arrival),
                    () -> applied[0] = apply(consumer, id, arrival, content, by));
            return new Resend(applied[0] ? 1 : 0, null);
        } catch (RuntimeException e) {
            if (Trouble.passes(e)) {
                throw e;
            }
            String reason = Consumption.reason(e);
            letters.stillWaiting(id, reason);
            return new Resend(0, reason);
        }
    }

    /** False if another has applied it meanwhile. */
    private boolean apply(Consumption consumer, long id, Arrival arrival, Content content, String by) {
        return transaction.execute(status -> {
            String key = arrival.key();
            if (key != null) {
                // Whoever receives a later fact of the key must see either that it is to be parked, or all of this.
                letters.lock(consumer.listener().name(), Set.of(key));
            }
            boolean open = letters.lock(id)
                    .filter(letter -> letter.state() != DeadLetter.State.RESENT)
                    .isPresent();
            if (open) {
                if (content instanceof Content.Fact fact) {
                    consumer.again(fact.delivery());
                }
                letters.resolve(id, by);
            }
            return open;
        });
    }

    /**
     * What came of it.
     *
     * @param applied how many facts were applied, or found to be
     * @param problem why it ended early
     */
    public record Resend(int applied, @Nullable String problem) {}
}

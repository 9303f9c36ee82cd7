package gg.agis.common.inbox;

import java.util.List;
import java.util.Set;

/**
 * What a service does with the facts of others. A bean of this type is all that a feature writes: polling, the inbox,
 * the transaction, retries and dead letters are the platform's.
 */
public interface EventListener {

    /** Names the consumer group and this listener's part of the inbox, as {@code billing.ledger}; it never changes. */
    String name();

    Set<String> topics();

    OnPoison onPoison();

    /**
     * Applies what has not been applied before, in the transaction that also records it as received. Facts of one key
     * come in order; types that the listener does not know are to be passed over.
     */
    void handle(List<Delivery> deliveries);

    /** What happens to a key's later facts while one of its facts is a dead letter. */
    enum OnPoison {
        /** They wait behind it: an order of money must not be overtaken. */
        WAIT,
        /** They pass. */
        PASS
    }
}

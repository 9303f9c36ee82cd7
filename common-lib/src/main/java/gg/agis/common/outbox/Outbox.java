package gg.agis.common.outbox;

import gg.agis.common.event.Event;
import java.util.Collection;
import java.util.List;

/**
 * Where a service puts the facts it states, in the transaction that makes them true.
 *
 * <p>Whoever publishes first holds the lock of the fact's key (a row lock or an advisory lock), so that the order of
 * commits is the order of facts per key.
 */
public interface Outbox {

    /** Writes all rows in one statement; fails outside a transaction. */
    void publish(Collection<? extends Event> events);

    default void publish(Event event) {
        publish(List.of(event));
    }

    /** Ends a key of a compacted topic. */
    void tombstone(String topic, String key);
}

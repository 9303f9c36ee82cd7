package gg.agis.common.projection;

import gg.agis.common.event.Event;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What the owner of a compacted topic has in its tables. A bean of this type is all that an owner writes: its topic is
 * then read, and a key whose last record is not its table's is published again. That happens when a relay that was
 * already superseded still sends an older record.
 */
public interface OwnedRecords {

    String topic();

    /** The versions of those keys that the tables have, in one round trip; the others should have a tombstone. */
    Map<String, Long> versions(Collection<String> keys);

    /** What a key is now, read under its lock, in the transaction that publishes it. */
    Optional<? extends Event> current(String key);

    /** Whether a key of the topic stands in the tables at all; heartbeats, for one, do not. */
    default boolean owns(String key) {
        return true;
    }
}

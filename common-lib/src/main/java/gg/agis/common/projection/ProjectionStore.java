package gg.agis.common.projection;

import gg.agis.common.event.Event;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where what was read of compacted topics is kept. */
interface ProjectionStore {

    /** Whether a topic has ever been read to its end, so that what is not there does not exist. */
    boolean readWhole(String topic);

    /** Whether all has been read that stood in the topic when this process started. */
    boolean caughtUp(String topic);

    Map<String, Event> find(String topic, Collection<String> keys);

    /** In the order of their keys. */
    List<Event> first(String topic, Set<String> types, int limit);
}

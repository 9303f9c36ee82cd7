package gg.agis.common.projection;

import gg.agis.common.event.Event;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What another service's compacted topic says, at hand without asking it.
 *
 * <p>Until the topic has been read whole nothing is known to be absent, and every method throws
 * {@link ProjectionNotReady}: there is never a default.
 */
public interface Projection<E extends Event> {

    Optional<E> get(String key);

    /** By key, without those that there are none of; one round trip where there is one. */
    Map<String, E> getAll(Collection<String> keys);

    /** In the order of their keys. */
    List<E> first(int limit);
}

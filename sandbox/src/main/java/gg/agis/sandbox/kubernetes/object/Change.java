package gg.agis.sandbox.kubernetes.object;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that happened to an object.
 *
 * @param object as it is now, or was last
 * @param before as it was; nothing where it is new
 */
public record Change(
        Type type,
        long version,
        Kind kind,
        ObjectNode object,
        @Nullable ObjectNode before) {

    /** As a watch names it. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}

package gg.agis.sandbox.kubernetes.object;

import tools.jackson.databind.node.ObjectNode;

/** What a kind's own controllers say to objects before they are kept, as webhooks do. */
public interface Admission {

    /** Everything goes. */
    Admission NONE = new Admission() {};

    /**
     * Sets what the caller left open.
     *
     * @throws Refused if there must not be such an object
     */
    default void admit(ObjectNode fresh) {}

    /** Looks at a change that somebody asked for. */
    default void admitChange(ObjectNode before, ObjectNode after) {}
}

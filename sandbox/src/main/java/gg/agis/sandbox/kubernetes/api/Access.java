package gg.agis.sandbox.kubernetes.api;

import gg.agis.sandbox.kubernetes.object.Kind;

/** Who may do what, for a role to allow or not. */
public record Access(String group, String resource, String verb) implements Comparable<Access> {

    static Access of(Kind kind, String subresource, String verb) {
        return new Access(
                kind.group(), subresource.isEmpty() ? kind.plural() : kind.plural() + "/" + subresource, verb);
    }

    @Override
    public int compareTo(Access other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return "%s %s".formatted(verb, group.isEmpty() ? resource : resource + "." + group);
    }
}

package gg.agis.experiments.proposal;

/**
 * Something wrong with a proposal.
 *
 * @param detail for a person: what, why and what instead
 */
record Fault(Kind kind, String field, String code, String detail) {

    /** How it is answered when it is the only one. */
    enum Kind {
        /** It makes no sense. */
        INVALID,
        /** It makes sense, and is beyond what is allowed. */
        BEYOND,
        /** Another experiment is in its way. */
        CONFLICT
    }

    static Fault invalid(String field, String code, String detail) {
        return new Fault(Kind.INVALID, field, code, detail);
    }
}

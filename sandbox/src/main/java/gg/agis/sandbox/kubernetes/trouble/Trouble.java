package gg.agis.sandbox.kubernetes.trouble;

import java.time.Duration;
import java.util.Optional;

/**
 * What goes wrong with the next calls of a kind.
 *
 * @param verb only these: {@code create}, {@code get}, {@code list}, {@code watch}, {@code update}, {@code patch},
 *     {@code delete}; every verb where there is none
 * @param resource only these, as {@code gameservers}; everything where there is none
 * @param name only the object of this name
 * @param times how many calls it happens to
 * @param pause what 429 asks for in whole seconds, and how slow {@link Kind#SLOW} is
 */
public record Trouble(
        Kind kind, Optional<String> verb, Optional<String> resource, Optional<String> name, int times, Duration pause) {

    /** What happens; what was asked is done where the name says so, and else is not. */
    public enum Kind {
        /** 409, as a quota answers that two have changed at once. */
        CONFLICT,
        /** 429 with {@code Retry-After}. */
        TOO_MANY_REQUESTS,
        /** 500. */
        INTERNAL_ERROR,
        /** 503. */
        UNAVAILABLE,
        /** No answer, ever; nothing was done. */
        SILENT,
        /** The connection is cut; nothing was done. */
        CUT,
        /** No answer, ever; it was done. */
        SILENT_AFTER_SUCCESS,
        /** The connection is cut; it was done. */
        CUT_AFTER_SUCCESS,
        /** 500, although it was done. */
        INTERNAL_ERROR_AFTER_SUCCESS,
        /** Done and answered, but late. */
        SLOW;

        public boolean isAfterSuccess() {
            return this == SILENT_AFTER_SUCCESS || this == CUT_AFTER_SUCCESS || this == INTERNAL_ERROR_AFTER_SUCCESS;
        }
    }

    /** For the next call of any verb. */
    public static Trouble of(Kind kind) {
        return new Trouble(kind, Optional.empty(), Optional.empty(), Optional.empty(), 1, Duration.ofSeconds(1));
    }

    /** Only for this verb and resource. */
    public Trouble on(String onlyVerb, String onlyResource) {
        return new Trouble(kind, Optional.of(onlyVerb), Optional.of(onlyResource), name, times, pause);
    }

    public Trouble named(String onlyName) {
        return new Trouble(kind, verb, resource, Optional.of(onlyName), times, pause);
    }

    public Trouble times(int howOften) {
        return new Trouble(kind, verb, resource, name, howOften, pause);
    }

    public Trouble pausing(Duration howLong) {
        return new Trouble(kind, verb, resource, name, times, howLong);
    }

    boolean meets(String callVerb, String callResource, String callName) {
        return verb.map(callVerb::equals).orElse(true)
                && resource.map(callResource::equals).orElse(true)
                && name.map(callName::equals).orElse(true);
    }

    Trouble onceLess() {
        return times(times - 1);
    }
}

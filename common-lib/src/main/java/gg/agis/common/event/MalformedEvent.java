package gg.agis.common.event;

/** What arrived under a known name is not what its contract says; trying again will not help. */
public final class MalformedEvent extends RuntimeException {

    MalformedEvent(String type, Throwable cause) {
        super("Not a %s: %s".formatted(type, cause.getMessage()), cause);
    }
}

package gg.agis.sandbox.cli;

/** A command cannot do what it was asked. The message says what, why and what next. */
public final class Failure extends RuntimeException {

    public Failure(String message) {
        super(message);
    }
}

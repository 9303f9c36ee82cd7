package gg.agis.sandbox.process;

import org.jspecify.annotations.Nullable;

/** A program could not be started, stopped or reached; the message says which and what to look at. */
public class ProgramFailedException extends RuntimeException {

    public ProgramFailedException(String message) {
        super(message);
    }

    public ProgramFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

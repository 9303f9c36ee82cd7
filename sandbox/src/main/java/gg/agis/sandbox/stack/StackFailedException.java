package gg.agis.sandbox.stack;

import org.jspecify.annotations.Nullable;

/** The stack cannot do what was asked. The message is for a person: what, why, what next. */
public final class StackFailedException extends RuntimeException {

    public StackFailedException(String message) {
        super(message);
    }

    public StackFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package gg.agis.common.inbox;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells what is wrong with the world from what is wrong with a fact. */
final class Trouble {

    private static final Set<Class<? extends Throwable>> PASSING = Set.of(
            TransientDataAccessException.class,
            RecoverableDataAccessException.class,
            DataAccessResourceFailureException.class,
            CannotCreateTransactionException.class,
            SQLTransientException.class,
            SQLRecoverableException.class,
            InterruptException.class,
            InterruptedException.class);

    // Connection, resources, system, rolled back; by hand: shut down, not ready, lock not to be had, cancelled, timed
    // out,
    // read-only since it is no longer the primary.
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "58");
    private static final Set<String> PASSING_STATES =
            Set.of("57P01", "57P02", "57P03", "57P05", "57014", "55P03", "25P03", "25P04", "25006");

    private Trouble() {}

    /** Whether the same work may succeed later, without anyone mending anything in it. */
    static boolean passes(Throwable thrown) {
        if (Thread.currentThread().isInterrupted()) {
            return true;
        }
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            Throwable current = cause;
            if (PASSING.stream().anyMatch(type -> type.isInstance(current))
                    || (current instanceof SQLException sql && passes(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(@Nullable String state) {
        return state != null
                && state.length() == 5
                && (PASSING_CLASSES.contains(state.substring(0, 2)) || PASSING_STATES.contains(state));
    }
}

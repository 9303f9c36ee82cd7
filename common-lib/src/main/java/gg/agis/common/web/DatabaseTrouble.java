package gg.agis.common.web;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** A database that is away, full or ending is nobody's mistake: trying again helps. */
final class DatabaseTrouble implements ProblemTranslator {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int CAUSES_MAX = 20;

    /** Classes of SQLSTATE: connection, rollback after a conflict, resources, the operator ends it, the system. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    @Override
    public Optional<Problem> translate(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (isPassing(cause)) {
                return Optional.of(Problem.unavailable(
                        "Your request could not be finished just now. Nothing is lost: send it again in a moment.",
                        RETRY_AFTER));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static boolean isPassing(Throwable cause) {
        return switch (cause) {
            case CannotCreateTransactionException e -> true;
            case DataAccessResourceFailureException e -> true;
            case TransientDataAccessException e -> true;
            case RecoverableDataAccessException e -> true;
            case SQLTransientException e -> true;
            case SQLRecoverableException e -> true;
            case SQLException e -> hasPassingState(e);
            default -> false;
        };
    }

    private static boolean hasPassingState(SQLException e) {
        var state = e.getSQLState();
        return state != null && state.length() == 5 && PASSING.contains(state.substring(0, 2));
    }
}

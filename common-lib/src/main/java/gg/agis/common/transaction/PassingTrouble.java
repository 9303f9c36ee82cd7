package gg.agis.common.transaction;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** A database that is away, full or ending is nobody's mistake: trying again helps. */
public final class PassingTrouble {

    private static final int CAUSES_MAX = 20;

    /** Classes of SQLSTATE: connection, rollback after a conflict, resources, the operator ends it, the system. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    private PassingTrouble() {}

    public static boolean isBehind(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (isPassing(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
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

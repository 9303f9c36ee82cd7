package gg.agis.billing.transaction;

import java.util.List;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A use case that the database ends as often as the test wants. */
@Component
class Unlucky {

    private final JdbcClient jdbc;

    Unlucky(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param transactions notes the database's transaction of each try */
    @MoneyTransaction
    String work(int failures, List<String> transactions) {
        transactions.add(jdbc.sql("SELECT pg_current_xact_id()::text")
                .query(String.class)
                .single());
        if (transactions.size() <= failures) {
            throw new CannotAcquireLockException("could not serialize access");
        }
        return "done";
    }

    @MoneyTransaction
    void fail(List<String> tries) {
        tries.add("one");
        throw new IllegalStateException("a bug stays one");
    }
}

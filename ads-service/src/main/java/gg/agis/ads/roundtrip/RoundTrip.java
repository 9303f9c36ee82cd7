package gg.agis.ads.roundtrip;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks several questions at once. They are answered one after the other, each seeing what the ones before it did and what
 * others have committed until then; a lock taken by one holds for the next. Only the way to the database and back is
 * shared, which is most of what a short question costs.
 */
@Component
public class RoundTrip {

    private final JdbcTemplate jdbc;

    RoundTrip(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void make(List<Question> questions) {
        if (questions.isEmpty()) {
            return;
        }
        var sql = questions.stream().map(Question::sql).collect(Collectors.joining(";\n"));
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                int index = 1;
                for (var question : questions) {
                    index = question.set(connection, statement, index);
                }
                boolean isRows = statement.execute();
                for (var question : questions) {
                    question.hear(statement, isRows);
                    isRows = statement.getMoreResults();
                }
            }
            return true;
        });
    }
}

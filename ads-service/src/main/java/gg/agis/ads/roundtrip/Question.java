package gg.agis.ads.roundtrip;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A statement of a {@link RoundTrip}, its parameters in the order of their question marks, and who hears the answer. */
public final class Question {

    /** Hears one row. */
    public interface RowListener {
        void hear(ResultSet row) throws SQLException;
    }

    /** Sets one parameter. */
    private interface Parameter {
        void set(Connection connection, PreparedStatement statement, int index) throws SQLException;
    }

    private final String sql;
    private final List<Parameter> parameters = new ArrayList<>();
    private RowListener rows = row -> {};
    private IntConsumer count = rowsChanged -> {};

    private Question(String sql) {
        this.sql = sql.strip();
    }

    public static Question of(String sql) {
        return new Question(sql);
    }

    public Question with(Object value) {
        parameters.add((connection, statement, index) -> statement.setObject(index, value));
        return this;
    }

    public Question uuids(Collection<? extends @Nullable Object> values) {
        return array("uuid", values);
    }

    public Question texts(Collection<? extends @Nullable Object> values) {
        return array("text", values);
    }

    public Question longs(Collection<? extends @Nullable Object> values) {
        return array("int8", values);
    }

    public Question ints(Collection<? extends @Nullable Object> values) {
        return array("int4", values);
    }

    public Question booleans(Collection<? extends @Nullable Object> values) {
        return array("bool", values);
    }

    public Question bytes(Collection<byte[]> values) {
        parameters.add((connection, statement, index) ->
                statement.setArray(index, connection.createArrayOf("bytea", values.toArray(byte[][]::new))));
        return this;
    }

    private Question array(String type, Collection<? extends @Nullable Object> values) {
        parameters.add((connection, statement, index) ->
                statement.setArray(index, connection.createArrayOf(type, values.toArray())));
        return this;
    }

    public Question heardBy(RowListener listener) {
        rows = listener;
        return this;
    }

    /** How many rows were changed. */
    public Question countedBy(IntConsumer listener) {
        count = listener;
        return this;
    }

    String sql() {
        return sql;
    }

    int set(Connection connection, PreparedStatement statement, int from) throws SQLException {
        int index = from;
        for (var parameter : parameters) {
            parameter.set(connection, statement, index++);
        }
        return index;
    }

    void hear(PreparedStatement statement, boolean isRows) throws SQLException {
        if (!isRows) {
            count.accept(statement.getUpdateCount());
            return;
        }
        try (var result = statement.getResultSet()) {
            while (result.next()) {
                rows.hear(result);
            }
        }
    }
}

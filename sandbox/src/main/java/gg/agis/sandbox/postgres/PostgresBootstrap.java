package gg.agis.sandbox.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Runs {@code bootstrap.sql}: every schema, its two logins, and what they may. */
public final class PostgresBootstrap {

    public static final String DATABASE = "agis";
    public static final List<String> SCHEMAS =
            List.of("ads", "billing", "discord", "experiments", "provisioning", "usage");

    private PostgresBootstrap() {}

    public static String ownerOf(String schema) {
        return schema + "_owner";
    }

    public static String appOf(String schema) {
        return schema + "_app";
    }

    /** Every login that the script makes. */
    public static List<String> logins() {
        return SCHEMAS.stream()
                .flatMap(schema -> Stream.of(ownerOf(schema), appOf(schema)))
                .toList();
    }

    /** Makes the database {@value #DATABASE} where it is missing; the connection is the administrator's, to any other. */
    public static void createDatabase(Connection administrator) throws SQLException {
        try (Statement statement = administrator.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    /**
     * Runs the script, also where it ran before.
     *
     * @param administrator connected to the database of the suite
     * @param passwords the password of each login
     */
    public static void run(Connection administrator, UnaryOperator<String> passwords) throws SQLException {
        try (PreparedStatement setting = administrator.prepareStatement("SELECT set_config(?, ?, false)")) {
            for (String login : logins()) {
                setting.setString(1, "agis." + login + "_password");
                setting.setString(2, passwords.apply(login));
                setting.execute();
            }
        }
        try (Statement statement = administrator.createStatement()) {
            statement.execute(script());
        }
    }

    private static String script() {
        try (InputStream script = PostgresBootstrap.class.getResourceAsStream("bootstrap.sql")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

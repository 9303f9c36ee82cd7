package gg.agis.sandbox.postgres;

import java.nio.file.Path;

/**
 * Where a server keeps its data and listens, on 127.0.0.1 alone.
 *
 * @param directory the data directory; made when it is not there
 * @param superuserPassword of the login {@code postgres}; counts when the data directory is made
 */
public record PostgresSettings(Path directory, int port, int connectionsMax, String superuserPassword) {

    private static final int CONNECTIONS_MAX = 300;

    public static PostgresSettings of(Path directory, int port, String superuserPassword) {
        return new PostgresSettings(directory, port, CONNECTIONS_MAX, superuserPassword);
    }

    @Override
    public String toString() {
        return "PostgresSettings[directory=%s, port=%d]".formatted(directory, port);
    }
}

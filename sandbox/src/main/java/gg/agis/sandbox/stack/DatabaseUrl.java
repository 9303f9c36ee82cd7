package gg.agis.sandbox.stack;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** An administrator's {@code postgresql://user:password@host:port/database}. */
record DatabaseUrl(String user, String password, String hostAndPort, String database) {

    private static final int DEFAULT_PORT = 5432;

    static DatabaseUrl parse(String text) {
        try {
            URI uri = new URI(text);
            String[] login = uri.getRawUserInfo().split(":", 2);
            int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
            if (!uri.getScheme().startsWith("postgres") || login.length < 2) {
                throw malformed();
            }
            return new DatabaseUrl(
                    decoded(login[0]),
                    decoded(login[1]),
                    uri.getHost() + ":" + port,
                    uri.getPath().substring(1));
        } catch (URISyntaxException | NullPointerException | IndexOutOfBoundsException e) {
            // The cause would repeat the text, and with it the password.
            throw malformed();
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://%s/%s".formatted(hostAndPort, database);
    }

    @Override
    public String toString() {
        return "postgresql://%s@%s/%s".formatted(user, hostAndPort, database);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static StackFailedException malformed() {
        return new StackFailedException("DATABASE_URL is not of the form postgresql://user:password@host:port/database;"
                + " correct it, or unset it and the stack brings a PostgreSQL of its own.");
    }
}

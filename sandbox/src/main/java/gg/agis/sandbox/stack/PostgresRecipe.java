package gg.agis.sandbox.stack;

import gg.agis.sandbox.postgres.PostgresBootstrap;
import gg.agis.sandbox.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;

/** PostgreSQL, ready once its schemas and logins are there as well. */
final class PostgresRecipe extends ProgramRecipe {

    private final PostgresServer server;
    private final Secrets secrets;
    private boolean bootstrapped;

    PostgresRecipe(PostgresServer server, Secrets secrets, StackDirectory directory) {
        super(server, directory);
        this.server = server;
        this.secrets = secrets;
    }

    @Override
    public void afterReady() throws SQLException {
        // Once per stack is enough; after a crash the services come back by themselves and want no locks in their way.
        if (bootstrapped) {
            return;
        }
        try (Connection administrator = server.superuser("postgres")) {
            PostgresBootstrap.createDatabase(administrator);
        }
        try (Connection administrator = server.superuser(PostgresBootstrap.DATABASE)) {
            PostgresBootstrap.run(administrator, secrets::password);
        }
        bootstrapped = true;
    }
}

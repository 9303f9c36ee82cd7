package gg.agis.sandbox.stack;

import gg.agis.sandbox.kafka.KafkaServer;
import gg.agis.sandbox.kafka.KafkaSettings;
import gg.agis.sandbox.postgres.PostgresBootstrap;
import gg.agis.sandbox.postgres.PostgresServer;
import gg.agis.sandbox.postgres.PostgresSettings;
import gg.agis.sandbox.supervision.Recipe;
import gg.agis.sandbox.supervision.ReservedPorts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the services live on: a stand-in each, or the real thing that the environment names. */
final class Surroundings implements AutoCloseable {

    private final Map<String, String> environment;
    private final Secrets secrets;
    private final @Nullable PostgresServer postgres;
    private final @Nullable KafkaServer kafka;
    private final StandIns standIns;
    private final @Nullable DatabaseUrl givenDatabase;
    private final StackDirectory directory;

    Surroundings(StackSettings settings, Secrets secrets, ReservedPorts ports, String gatewayUrl) {
        this.environment = settings.environment();
        this.secrets = secrets;
        this.directory = settings.directory();
        this.givenDatabase = given("DATABASE_URL").map(DatabaseUrl::parse).orElse(null);
        this.postgres = givenDatabase == null
                ? new PostgresServer(PostgresSettings.of(
                        directory.data().resolve("postgres"), ports.free(), secrets.superuserPassword()))
                : null;
        this.kafka = given("KAFKA_BOOTSTRAP_SERVERS").isEmpty()
                ? new KafkaServer(new KafkaSettings(directory.data().resolve("kafka"), ports.free(), ports.free()))
                : null;
        this.standIns = new StandIns(settings, secrets, ports, gatewayUrl);
    }

    List<Recipe> recipes() {
        List<Recipe> recipes = new ArrayList<>();
        if (postgres != null) {
            recipes.add(new PostgresRecipe(postgres, secrets, directory));
        }
        if (kafka != null) {
            recipes.add(new ProgramRecipe(kafka, directory));
        }
        standIns.program().ifPresent(world -> recipes.add(new ProgramRecipe(world, directory)));
        return recipes;
    }

    /** A database of somebody else's gets the same schemas and logins as our own. */
    void prepareGivenDatabase() {
        if (givenDatabase == null) {
            return;
        }
        try (Connection administrator =
                DriverManager.getConnection(givenDatabase.jdbcUrl(), givenDatabase.user(), givenDatabase.password())) {
            PostgresBootstrap.run(administrator, secrets::password);
        } catch (SQLException e) {
            throw new StackFailedException(
                    "The database of DATABASE_URL (%s) cannot be prepared: %s. Check that it is reachable and that the login may make schemas and roles; or unset DATABASE_URL and the stack brings its own."
                            .formatted(givenDatabase, e.getMessage()),
                    e);
        }
    }

    /** What a service must know of its surroundings. */
    Map<String, String> environmentOf(Service service) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        if (service.hasSchema()) {
            variables.put("DB_HOST", databaseHost());
            variables.put("DB_NAME", databaseName());
            String owner = PostgresBootstrap.ownerOf(service.id());
            variables.put("DB_OWNER_USER", owner);
            variables.put("DB_OWNER_PASSWORD", secrets.password(owner));
            String app = PostgresBootstrap.appOf(service.id());
            variables.put("DB_USER", app);
            variables.put("DB_PASSWORD", secrets.password(app));
        }
        variables.putAll(standIns.environmentOf(service));
        return variables;
    }

    String bootstrapServers() {
        return kafka == null ? given("KAFKA_BOOTSTRAP_SERVERS").orElseThrow() : kafka.bootstrapServers();
    }

    int port(String part) {
        return switch (part) {
            case "postgres" -> postgres == null ? 0 : postgres.port();
            case "kafka" -> kafka == null ? 0 : kafka.port();
            case "world" -> standIns.port();
            default -> 0;
        };
    }

    /** Where a part listens besides, by what listens there. */
    Map<String, Integer> morePorts(String part) {
        return part.equals("world") ? standIns.morePorts() : Map.of();
    }

    String administratorJdbcUrl() {
        if (givenDatabase != null) {
            return "%s?user=%s&password=%s"
                    .formatted(givenDatabase.jdbcUrl(), givenDatabase.user(), givenDatabase.password());
        }
        return "%s?user=%s&password=%s"
                .formatted(
                        ownPostgres().jdbcUrl(PostgresBootstrap.DATABASE),
                        PostgresServer.SUPERUSER,
                        secrets.superuserPassword());
    }

    @Override
    public void close() {
        if (postgres != null) {
            postgres.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    private String databaseHost() {
        return givenDatabase == null ? "127.0.0.1:" + ownPostgres().port() : givenDatabase.hostAndPort();
    }

    private String databaseName() {
        return givenDatabase == null ? PostgresBootstrap.DATABASE : givenDatabase.database();
    }

    private PostgresServer ownPostgres() {
        if (postgres == null) {
            throw new IllegalStateException("The database is not ours");
        }
        return postgres;
    }

    private Optional<String> given(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }
}

package gg.agis.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.postgres.PostgresBootstrap;
import gg.agis.sandbox.postgres.PostgresServer;
import gg.agis.sandbox.supervision.ProcessEvent;
import gg.agis.sandbox.supervision.ProcessIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack around services that are none, with a database and a broker that are somebody else's. */
class StackTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path checkout;

    private final Queue<ProcessEvent> events = new ConcurrentLinkedQueue<>();
    private final List<Stack> stacks = new ArrayList<>();

    @AfterEach
    void close() {
        stacks.forEach(Stack::close);
    }

    /** The stack has given the logins passwords of its own; other tests of this JVM know theirs. */
    @AfterAll
    static void giveTheLoginsTheirPasswordsBack() throws SQLException {
        try (Connection administrator = TestPostgres.superuser()) {
            PostgresBootstrap.run(administrator, login -> TestPostgres.PASSWORD);
        }
    }

    @Test
    void startsTheServicesAndTellsTheGatewayWhereTheyAre() throws Exception {
        Stack stack = start(builder(Service.GATEWAY, Service.ADS));

        assertThat(read(stack.url("gateway"))).isEqualTo(stack.url("ads"));
        assertThat(stack.isReady("ads")).isTrue();
        assertThat(stack.parts()).containsExactly("gateway", "ads");
        assertThat(read(stack.managementUrl("ads") + "/readyz")).isEqualTo("ready");
        assertThat(stack.environment()).containsEntry("BASE_URL", stack.url("gateway"));
        assertThat(stack.bootstrapServers()).isEqualTo("broker:9092");
        assertThat(stack.superuserJdbcUrl()).startsWith(TestPostgres.jdbcUrl());
        assertThat(stack.token(Caller.player("1"))).isNotBlank();
    }

    @Test
    void bringsUpAgainWhatIsKilledInTheSamePlace() throws Exception {
        Stack stack = start(builder(Service.ADS));
        String url = stack.url("ads");
        long pid = stack.pid("ads");

        stack.kill9("ads");

        await().atMost(LONG).until(() -> stack.isReady("ads"));
        assertThat(stack.pid("ads")).isNotEqualTo(pid);
        assertThat(stack.url("ads")).isEqualTo(url);
        assertThat(read(url)).isNotNull();
    }

    @Test
    void aServiceThatCannotBindMovesAndTheGatewayLearnsIt() throws Exception {
        Stack stack = start(builder(Service.GATEWAY, Service.ADS)
                .env(Service.ADS, "PORT_TAKEN_ONCE", checkout.resolve("taken").toString()));

        await().atMost(LONG)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(read(stack.url("gateway"))).isEqualTo(stack.url("ads")));
        assertThat(events).anyMatch(ProcessEvent.Died.class::isInstance);
    }

    @Test
    void aFrozenServiceKeepsItsProcess() throws Exception {
        Stack stack = start(builder(Service.ADS));
        long pid = stack.pid("ads");

        stack.suspend("ads");
        stack.resume("ads");

        assertThat(read(stack.url("ads"))).isNotNull();
        assertThat(stack.pid("ads")).isEqualTo(pid);
    }

    @Test
    void anOrderlyRestartIsNotADeath() throws Exception {
        Stack stack = start(builder(Service.ADS));

        stack.restart("ads");

        await().atMost(LONG).until(() -> stack.isReady("ads"));
        assertThat(events).noneMatch(ProcessEvent.Died.class::isInstance);
    }

    @Test
    void whatTestsChangeInOneServiceIsChangedThereAlone() throws Exception {
        Path extra = Files.createDirectories(checkout.resolve("extra"));
        Stack stack = start(builder(Service.GATEWAY, Service.ADS)
                .env(Service.GATEWAY, "ADS_URL", "http://elsewhere")
                .extraClasspath(Service.ADS, extra)
                .jvmArg(Service.ADS, "-Dchanged=yes"));

        assertThat(read(stack.url("gateway"))).isEqualTo("http://elsewhere");
        assertThat(commandLine(stack.pid("ads"))).contains("-Dchanged=yes").contains(extra + ":");
        assertThat(commandLine(stack.pid("gateway"))).doesNotContain("-Dchanged=yes");
    }

    @Test
    void usesWhatItLearntForAQuickerStartUntilTheNextBuild() throws Exception {
        Stack first = start(builder(Service.ADS));
        assertThat(commandLine(first.pid("ads"))).doesNotContain("-XX:AOTCache=");
        first.train();
        assertThat(events)
                .filteredOn(ProcessEvent.Note.class::isInstance)
                .extracting(event -> ((ProcessEvent.Note) event).text())
                .anyMatch(text -> text.startsWith("learnt in"));
        first.close();

        Stack second = start(builder(Service.ADS));

        assertThat(commandLine(second.pid("ads"))).contains("-XX:AOTCache=");
        second.close();

        // What another build learnt is of no use.
        FakeCheckout.build(checkout, Service.ADS, "2");

        Stack third = start(builder(Service.ADS));
        assertThat(commandLine(third.pid("ads"))).doesNotContain("-XX:AOTCache=");
        try (Stream<Path> layouts = Files.list(third.directory().run().resolve("ads"))) {
            assertThat(layouts).hasSize(1);
        }
    }

    @Test
    void aServiceThatIsNotBuiltIsSaidAndNothingIsLeft() throws Exception {
        FakeCheckout.in(checkout);
        StackBuilder unbuilt = Stack.builder(checkout).services(Service.USAGE).environment(given());

        assertThatThrownBy(() -> start(unbuilt)).hasMessageContaining("usage-service.jar is not built");

        assertThat(new StackDirectory(checkout.resolve(".agis")).holder()).isEmpty();
    }

    @Test
    void anUnknownPartIsAnErrorThatNamesTheKnownOnes() throws Exception {
        Stack stack = start(builder(Service.ADS));

        assertThatThrownBy(() -> stack.kill9("adz")).hasMessageContaining("adz").hasMessageContaining("ads");
    }

    @Test
    void afterwardsNothingRunsAndTheDirectoryIsFree() throws Exception {
        Stack stack = start(builder(Service.ADS));
        ProcessIdentity service = ProcessIdentity.of(stack.pid("ads")).orElseThrow();
        assertThat(stack.directory().holder()).isPresent();

        stack.close();

        assertThat(service.running()).isEmpty();
        assertThat(stack.directory().holder()).isEmpty();
        assertThat(StackState.read(stack.directory()).orElseThrow().parts()).noneMatch(StackState.Part::stillRuns);
    }

    @Test
    void bringsADatabaseABrokerAndStandInsOfItsOwn() throws Exception {
        Stack stack = start(builder(Service.ADS).environment(Map.of()).readyWithin(Duration.ofMinutes(2)));

        assertThat(stack.parts()).containsExactly("postgres", "kafka", "world", "ads");
        assertThat(stack.environment()).containsKeys("SANDBOX_CONTROL_URL", "AYET_API_KEY", "DATABASE_URL");
        assertThat(read(stack.url("world") + "/control/health")).contains("ok");

        stack.kill9("postgres");
        await().atMost(LONG).until(() -> stack.isReady("postgres"));
        try (Connection connection = DriverManager.getConnection(stack.superuserJdbcUrl())) {
            assertThat(connection.getCatalog()).isEqualTo("agis");
        }
    }

    @Test
    void bringsAClusterAndAStorageToWhoHostsGames() throws Exception {
        Stack stack = start(builder(Service.PROVISIONING).env(Service.PROVISIONING, "TELLS", "KUBERNETES_URL"));

        assertThat(stack.parts()).containsExactly("world", "provisioning");
        String cluster = stack.environment().get("KUBERNETES_URL");
        assertThat(read(stack.url("provisioning"))).isEqualTo(cluster);
        assertThat(read(cluster + "/healthz")).isEqualTo("ok");
        assertThatThrownBy(() -> read(stack.environment().get("S3_ENDPOINT") + "/agis-saves"))
                .hasMessageContaining("403");
        assertThat(read(stack.url("world") + "/control/kubernetes/gameservers")).isEqualTo("{\"gameServers\":[]}");
    }

    @Test
    void aRealClusterAndStorageAreUsedInstead() throws Exception {
        Map<String, String> environment = new HashMap<>(given());
        environment.put("KUBERNETES_URL", "https://cluster");
        environment.put("S3_ENDPOINT", "https://s3");

        Stack stack = start(builder(Service.PROVISIONING)
                .environment(environment)
                .env(Service.PROVISIONING, "TELLS", "SAVER_IMAGE"));

        assertThat(stack.parts()).containsExactly("provisioning");
        assertThat(read(stack.url("provisioning"))).isEqualTo("null");
        assertThat(stack.environment()).containsEntry("KUBERNETES_URL", "https://cluster");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsSaid() throws Exception {
        Map<String, String> environment = new HashMap<>(given());
        environment.put("DATABASE_URL", "postgresql://postgres:hidden@127.0.0.1:1/agis");

        assertThatThrownBy(() -> start(builder(Service.ADS).environment(environment)))
                .isInstanceOf(StackFailedException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("hidden");
    }

    private StackBuilder builder(Service... services) throws IOException {
        FakeCheckout.in(checkout, services);
        return Stack.builder(checkout)
                .services(services)
                .environment(given())
                .restartPauses(Duration.ofMillis(10), Duration.ofMillis(100))
                .readyWithin(LONG)
                .listener(events::add);
    }

    private static Map<String, String> given() {
        return Map.of(
                "DATABASE_URL",
                        "postgresql://%s:%s@%s/agis"
                                .formatted(PostgresServer.SUPERUSER, TestPostgres.PASSWORD, TestPostgres.hostAndPort()),
                "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                "AYET_API_KEY", "real");
    }

    private Stack build(StackBuilder builder) {
        Stack stack = builder.build();
        stacks.add(stack);
        return stack;
    }

    private Stack start(StackBuilder builder) {
        Stack stack = build(builder);
        stack.start();
        return stack;
    }

    private static String read(String url) throws IOException {
        try (var in = URI.create(url).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String commandLine(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().arguments())
                .map(arguments -> String.join(" ", Arrays.asList(arguments)))
                .orElseThrow();
    }
}

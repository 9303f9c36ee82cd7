package gg.agis.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import gg.agis.sandbox.stack.Secrets;
import gg.agis.sandbox.stack.StackDirectory;
import gg.agis.sandbox.stack.StackState;
import gg.agis.sandbox.supervision.HeldFile;
import gg.agis.sandbox.supervision.ProcessIdentity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {

    @TempDir
    private Path checkout;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutACommandThereIsHelpWithExamples() {
        assertThat(agis()).isZero();

        assertThat(said()).contains("Examples:", "./agis up", "Exit codes:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up", "status", "stop", "logs", "reset", "doctor", "test", "demo", "trigger", "bench", "token", "env"
            })
    void everyCommandHasHelpWithAnExample(String command) {
        assertThat(agis(command, "--help")).isZero();

        assertThat(said()).contains("./agis " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "up --port x", "token", "token --player", "token --player me", "demo host"})
    void wrongUsageIsExitCodeTwoAndSaidOnStderr(String line) {
        assertThat(agis(line.split(" "))).isEqualTo(2);

        assertThat(err.toString()).isNotBlank();
        assertThat(said()).isEmpty();
    }

    @Test
    void aTokenNeedsKeysAndSaysWhereTheyComeFrom() {
        assertThat(agis("token", "--admin")).isEqualTo(1);

        assertThat(err.toString()).contains("no keys", "./agis up");
    }

    @Test
    void aTokenIsPrintedAlone() throws Exception {
        Secrets.in(directory().secrets());

        assertThat(agis("token", "--player", "42", "--officer", "7")).isZero();

        assertThat(SignedJWT.parse(said().strip()).getJWTClaimsSet().getClaims())
                .containsEntry("sub", "player:42")
                .containsEntry("guilds", Map.of("7", "officer"));
    }

    @Test
    void everyKindOfCallerHasATokenOfTheirOwn() throws Exception {
        Secrets.in(directory().secrets());

        assertThat(subjectOf("--player", "42", "--member", "7")).isEqualTo("player:42");
        assertThat(subjectOf("--admin")).isEqualTo("player:100000000000000001");
        assertThat(subjectOf("--admin", "--as", "9")).isEqualTo("player:9");
        assertThat(subjectOf("--mod")).isEqualTo("player:100000000000000002");
        assertThat(subjectOf("--customer", "c-1")).isEqualTo("customer:c-1");
    }

    @Test
    void whereNothingIsUpStatusAndEnvSaySoAndFail() {
        assertThat(agis("status")).isEqualTo(1);
        assertThat(agis("env")).isEqualTo(1);
        assertThat(agis("stop")).isZero();

        assertThat(said()).contains("Nothing is up here. Start with ./agis up.");
        assertThat(err.toString()).contains("No stack is up");
    }

    @Test
    void statusNamesEveryPart() {
        aStackWith(part("kafka", 0));

        assertThat(agis("status", "--json")).isEqualTo(1);

        JsonNode part = JsonMapper.shared().readTree(said()).path("services").path(0);
        assertThat(part.path("name").asString()).isEqualTo("kafka");
        assertThat(part.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
        assertThat(part.path("ready").asBoolean()).isFalse();
        assertThat(part.path("log").asString()).endsWith("kafka.log");
    }

    @Test
    void statusForPeopleIsATable() {
        aStackWith(part("ads", 1));

        agis("status");

        assertThat(said()).contains("ads", "not ready", "MiB", "all");
    }

    @Test
    void envPrintsAssignmentsOrJson() {
        Secrets.in(directory().secrets());
        aStackWith(part("gateway", 1), part("kafka", 0));

        assertThat(agis("env")).isZero();
        assertThat(said()).contains("BASE_URL=http://127.0.0.1:1\n", "STRIPE_WEBHOOK_SECRET=whsec_");

        out.getBuffer().setLength(0);
        agis("env", "--json");
        assertThat(JsonMapper.shared()
                        .readTree(said())
                        .path("KAFKA_BOOTSTRAP_SERVERS")
                        .asString())
                .isEqualTo("127.0.0.1:1");
    }

    @Test
    void logsShowsTheEndOfOneOrOfAll() throws Exception {
        log("ads", "one\ntwo\nthree\n");
        log("billing", "paid\n");

        agis("logs", "ads", "-n", "2");
        assertThat(said()).isEqualTo("two\nthree\n");

        out.getBuffer().setLength(0);
        agis("logs");
        assertThat(said()).contains("ads     three", "billing paid");
    }

    @Test
    void anUnknownLogIsRefusedWithThoseThatAre() throws Exception {
        log("ads", "one\n");

        assertThat(agis("logs", "adz")).isEqualTo(1);

        assertThat(err.toString()).contains("no log of adz", "There are: ads");
    }

    @Test
    void resetWipesDataAndSecretsButNotWhatWasBuilt() throws Exception {
        Secrets.in(directory().secrets());
        Files.createDirectories(directory().data().resolve("postgres/base"));
        Files.createDirectories(directory().run().resolve("ads"));

        assertThat(agis("reset", "--yes")).isZero();

        assertThat(directory().data()).doesNotExist();
        assertThat(directory().secrets()).doesNotExist();
        assertThat(directory().run().resolve("ads")).exists();
    }

    @Test
    void resetDoesNothingWhereNobodyCanBeAsked() {
        Secrets.in(directory().secrets());

        assertThat(agis("reset")).isEqualTo(1);

        assertThat(directory().secrets()).exists();
        assertThat(err.toString()).contains("--yes");
    }

    @Test
    void resetRefusesUnderARunningStack() {
        HeldFile lock = HeldFile.take(directory().lock(), "1").orElseThrow();
        try {
            assertThat(agis("reset", "--yes")).isEqualTo(1);
        } finally {
            lock.close();
        }
        assertThat(err.toString()).contains("./agis stop");
    }

    @Test
    void stopEndsWhatAKilledStackLeft() throws Exception {
        Process left = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessIdentity identity = ProcessIdentity.of(left.pid()).orElseThrow();
            new StackState(
                            new ProcessIdentity(1, "0"),
                            List.of(new StackState.Part("usage", identity, 1, 1, true, "usage.log")),
                            null)
                    .write(directory());

            assertThat(agis("stop")).isZero();

            assertThat(said()).contains("usage");
            // It is gone; Java notices a moment later.
            assertThat(left.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            left.destroyForcibly();
        }
    }

    @Test
    void stopAsksTheStackThatIsUpAndWaitsForIt() throws Exception {
        Process up = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Up.class.getName(),
                        directory().lock().toString())
                .start();
        try {
            assertThat(up.inputReader().readLine()).isEqualTo("up");

            assertThat(agis("stop")).isZero();

            assertThat(up.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(said()).contains("Stopped.");
        } finally {
            up.destroyForcibly();
        }
    }

    @Test
    void aDemoWithoutAStackSaysWhatIsMissing() {
        assertThat(agis("demo")).isEqualTo(1);

        assertThat(err.toString()).contains("./agis up");
    }

    /** Holds a stack's directory as 'up' does. */
    static final class Up {

        private Up() {}

        public static void main(String[] arguments) throws Exception {
            String self = Long.toString(ProcessHandle.current().pid());
            System.out.println(HeldFile.take(Path.of(arguments[0]), self).isPresent() ? "up" : "down");
            System.out.flush();
            Thread.currentThread().join();
        }
    }

    private String subjectOf(String... options) throws Exception {
        out.getBuffer().setLength(0);
        String[] line = new String[options.length + 1];
        line[0] = "token";
        System.arraycopy(options, 0, line, 1, options.length);
        assertThat(agis(line)).isZero();
        return SignedJWT.parse(said().strip()).getJWTClaimsSet().getSubject();
    }

    private void aStackWith(StackState.Part... parts) {
        directory().root().toFile().mkdirs();
        new StackState(ProcessIdentity.self(), List.of(parts), null).write(directory());
    }

    private StackState.Part part(String name, int managementPort) {
        return new StackState.Part(
                name,
                ProcessIdentity.self(),
                1,
                managementPort,
                true,
                directory().log(name).toString());
    }

    private void log(String name, String content) throws Exception {
        Files.createDirectories(directory().logs());
        Files.writeString(directory().log(name), content);
    }

    private StackDirectory directory() {
        return new StackDirectory(checkout.resolve(".agis"));
    }

    private int agis(String... arguments) {
        CommandLine line = Agis.commandLine(new Context(checkout, directory(), false, Map.of()));
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String said() {
        return out.toString();
    }
}

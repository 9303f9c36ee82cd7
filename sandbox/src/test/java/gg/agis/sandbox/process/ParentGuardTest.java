package gg.agis.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.sandbox.junit.TestKafka;
import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.supervision.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentGuardTest {

    @TempDir
    Path directory;

    /** A test JVM with servers of its own, in a directory of its own. */
    public static final class TestJvm {

        private TestJvm() {}

        public static void main(String[] arguments) throws Exception {
            TestPostgres.jdbcUrl();
            if (arguments[0].endsWith("with-kafka")) {
                TestKafka.bootstrapServers();
            }
            Files.createFile(Path.of(arguments[0]));
            Thread.currentThread().join();
        }
    }

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aKilledTestJvmLeavesNoBrokerAndTheNextOneClearsTheRest() throws Exception {
        Process killed = testJvm("first-with-kafka");
        List<ProcessIdentity> servers = killed.descendants()
                .flatMap(server -> ProcessIdentity.of(server.pid()).stream())
                .toList();
        killed.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> servers.stream()
                        .flatMap(server -> server.running().stream())
                        .noneMatch(ParentGuardTest::isJava));
        Process next = testJvm("second");

        assertThat(servers)
                .hasSizeGreaterThan(1)
                .noneMatch(server -> server.running().isPresent());
        next.destroy();
        next.waitFor();
        assertThat(directory.resolve("agis-tests-" + System.getProperty("user.name")))
                .isEmptyDirectory();
    }

    private Process testJvm(String name) throws Exception {
        Path ready = directory.resolve(name);
        Process jvm = new ProcessBuilder(JavaCommand.of(TestJvm.class)
                        .option(
                                "-Djava.io.tmpdir=" + directory,
                                "-XX:TieredStopAtLevel=1",
                                "-Dagis.test.servers=embedded")
                        .argument(ready.toString())
                        .build())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
        started.add(jvm);
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(ready));
        return jvm;
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/java");
    }
}

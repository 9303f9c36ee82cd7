package gg.agis.sandbox.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final Queue<ProcessEvent> events = new ConcurrentLinkedQueue<>();
    private Optional<Supervised> started = Optional.empty();

    @AfterEach
    void stop() {
        started.ifPresent(Supervised::stop);
    }

    @Test
    void isReadyOnceItsRecipeSaysSo() {
        Supervised supervised = run("echo $GREETING > ready; exec sleep 60");

        assertThat(supervised.awaitReady(LONG)).isTrue();
        assertThat(directory.resolve("ready")).hasContent("hello");
    }

    @Test
    void startsAgainWhatWasKilled() {
        Supervised supervised = run("touch ready; exec sleep 60");
        supervised.awaitReady(LONG);
        ProcessIdentity first = supervised.identity().orElseThrow();

        first.end("KILL", LONG);

        await().atMost(LONG)
                .until(() -> supervised.isReady() && !supervised.identity().equals(Optional.of(first)));
        assertThat(kinds()).containsSubsequence("Ready", "Died", "Starting", "Ready");
    }

    @Test
    void saysWhenItKeepsDyingAndWhatItSaidLast() {
        Supervised supervised = run("echo no such luck; exit 3");

        assertThat(supervised.awaitReady(LONG)).isFalse();
        await().atMost(LONG).until(() -> kinds().contains("KeepsDying"));
        assertThat(events)
                .filteredOn(ProcessEvent.KeepsDying.class::isInstance)
                .first()
                .extracting(event -> ((ProcessEvent.KeepsDying) event).lastLines())
                .isEqualTo(List.of("no such luck", "no such luck", "no such luck", "no such luck", "no such luck"));
        assertThat(events)
                .filteredOn(ProcessEvent.Died.class::isInstance)
                .first()
                .extracting(event -> ((ProcessEvent.Died) event).why())
                .isEqualTo("exit code 3");
    }

    @Test
    void stopAsksFirstAndStartsNothingAfterwards() {
        Supervised supervised = run("trap 'echo bye; exit 0' TERM; touch ready; while true; do sleep 0.1; done");
        supervised.awaitReady(LONG);

        supervised.stop();

        assertThat(supervised.log().tail(1)).containsExactly("bye");
        assertThat(supervised.identity()).isEmpty();
        assertThat(kinds()).endsWith("Stopped").doesNotContain("Died");
    }

    @Test
    void stopEndsAlsoWhatDoesNotListen() {
        Supervised supervised = run("trap '' TERM; touch ready; while true; do sleep 0.1; done");
        supervised.awaitReady(LONG);
        ProcessIdentity process = supervised.identity().orElseThrow();

        supervised.stop();

        assertThat(process.running()).isEmpty();
    }

    @Test
    void stopEndsAlsoWhatIsSuspended() {
        Supervised supervised = run("touch ready; exec sleep 60");
        supervised.awaitReady(LONG);
        ProcessIdentity process = supervised.identity().orElseThrow();
        process.signal("STOP");

        supervised.stop();

        assertThat(process.running()).isEmpty();
    }

    @Test
    void stopDoesNotWaitForAPauseToPass() {
        Supervised supervised = run(new Script("exit 1"), new Restarts(Duration.ofHours(1), Duration.ofHours(1)));
        await().atMost(LONG).until(() -> kinds().contains("Died"));

        supervised.stop();

        assertThat(kinds()).endsWith("Stopped");
    }

    @Test
    void restartIsNoDeath() {
        Supervised supervised = run("touch ready; exec sleep 60");
        supervised.awaitReady(LONG);
        ProcessIdentity first = supervised.identity().orElseThrow();

        supervised.restart();

        await().atMost(LONG)
                .until(() -> supervised.isReady() && !supervised.identity().equals(Optional.of(first)));
        assertThat(kinds()).doesNotContain("Died");
    }

    @Test
    void aRecipeThatCannotPrepareIsADeathThatSaysWhy() {
        run(
                new Script("exec sleep 60") {
                    @Override
                    public void prepare() {
                        throw new IllegalStateException("the disk is full");
                    }
                },
                quick());

        await().atMost(LONG).until(() -> kinds().contains("Died"));
        assertThat(events)
                .filteredOn(ProcessEvent.Died.class::isInstance)
                .first()
                .extracting(event -> ((ProcessEvent.Died) event).why())
                .isEqualTo("the disk is full");
    }

    @Test
    void tellsTheStageItReadsFromTheLogOfThisLife() {
        Supervised supervised = run("echo step one; sleep 0.5; echo step two; sleep 0.5; touch ready; exec sleep 60");

        assertThat(supervised.awaitReady(LONG)).isTrue();
        assertThat(events)
                .filteredOn(ProcessEvent.Stage.class::isInstance)
                .extracting(event -> ((ProcessEvent.Stage) event).what())
                .endsWith("step two");
    }

    @Test
    void runsInASessionOfItsOwnSoThatCtrlCDoesNotReachIt() throws Exception {
        Supervised supervised = run("touch ready; exec sleep 60");
        supervised.awaitReady(LONG);
        long pid = supervised.identity().orElseThrow().pid();

        Process ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", Long.toString(pid)).start();
        assertThat(new String(ps.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip())
                .isEqualTo(Long.toString(pid));
    }

    private Supervised run(String script) {
        return run(new Script(script), quick());
    }

    private Supervised run(Script script, Restarts restarts) {
        Supervised supervised = new Supervised(script, restarts, events::add);
        started = Optional.of(supervised);
        supervised.start();
        return supervised;
    }

    private static Restarts quick() {
        return new Restarts(Duration.ofMillis(10), Duration.ofMillis(20));
    }

    private List<String> kinds() {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    /** A shell script that is ready once it made a file of that name. */
    private class Script implements Recipe {

        private final String script;

        Script(String script) {
            this.script = script;
        }

        @Override
        public String name() {
            return "script";
        }

        @Override
        public void prepare() throws Exception {
            Files.deleteIfExists(directory.resolve("ready"));
        }

        @Override
        public List<String> command() {
            return List.of("sh", "-c", script);
        }

        @Override
        public Map<String, String> environment() {
            return Map.of("GREETING", "hello");
        }

        @Override
        public boolean isReady() {
            return Files.exists(directory.resolve("ready"));
        }

        @Override
        public Optional<String> stage(String log) {
            return log.lines().filter(line -> line.startsWith("step")).reduce((first, second) -> second);
        }

        @Override
        public Path log() {
            return directory.resolve("script.log");
        }

        @Override
        public Path directory() {
            return directory;
        }

        @Override
        public Duration endGrace() {
            return Duration.ofSeconds(1);
        }
    }
}

package gg.agis.sandbox.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    @Test
    void anotherProcessWithTheSamePidIsNotIt() {
        ProcessIdentity self = ProcessIdentity.self();

        assertThat(self.running()).isPresent();
        assertThat(new ProcessIdentity(self.pid(), "0").running()).isEmpty();
    }

    @Test
    void neverHarmsAProcessThatOnlyHasItsPid() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            new ProcessIdentity(bystander.pid(), "0").end("KILL", Duration.ofSeconds(1));

            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void endKillsWhatIgnoresTheSignal() throws Exception {
        Process stubborn = new ProcessBuilder("sh", "-c", "trap '' TERM; while true; do sleep 0.05; done").start();
        ProcessIdentity identity = ProcessIdentity.of(stubborn.pid()).orElseThrow();

        identity.end("TERM", Duration.ofMillis(200));

        assertThat(identity.running()).isEmpty();
    }

    @Test
    void oneThatIsGoneHasEnded() throws Exception {
        Process brief = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(brief.pid()).orElseThrow();
        brief.destroyForcibly().waitFor();

        assertThat(identity.awaitEnd(Duration.ZERO)).isTrue();
        assertThat(ProcessIdentity.of(brief.pid())).isEmpty();
    }

    @Test
    void oneThatNobodyHasAskedAboutSinceItEndedDoesNotRun() throws Exception {
        // A shell that became a sleep never asks what became of its child.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60").start();
        try {
            ProcessIdentity child = ProcessIdentity.of(
                            Long.parseLong(parent.inputReader().readLine()))
                    .orElseThrow();

            child.end("KILL", Duration.ofSeconds(10));

            assertThat(ProcessHandle.of(child.pid())).isPresent();
            assertThat(child.running()).isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }
}

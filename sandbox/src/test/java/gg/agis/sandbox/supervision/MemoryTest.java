package gg.agis.sandbox.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class MemoryTest {

    @Test
    void thisJvmWeighsSomeMegabytes() {
        assertThat(Memory.pssBytes(ProcessHandle.current()).orElseThrow()).isBetween(10_000_000L, 10_000_000_000L);
    }

    @Test
    void childrenAreWeighedWithTheirParent() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & sleep 60").start();
        try {
            org.awaitility.Awaitility.await().until(() -> parent.descendants().count() == 2);
            long alone =
                    Memory.pssBytes(parent.children().findFirst().orElseThrow()).orElseThrow();

            assertThat(Memory.pssBytes(parent.toHandle()).orElseThrow()).isGreaterThan(alone);
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }
}

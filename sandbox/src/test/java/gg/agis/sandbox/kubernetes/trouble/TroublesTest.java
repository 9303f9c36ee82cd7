package gg.agis.sandbox.kubernetes.trouble;

import static gg.agis.sandbox.kubernetes.trouble.Trouble.Kind.CUT;
import static gg.agis.sandbox.kubernetes.trouble.Trouble.Kind.INTERNAL_ERROR;
import static gg.agis.sandbox.kubernetes.trouble.Trouble.Kind.SILENT;
import static gg.agis.sandbox.kubernetes.trouble.Trouble.Kind.SLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.agis.sandbox.kubernetes.Cluster;
import gg.agis.sandbox.kubernetes.KubernetesCluster;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TroublesTest {

    private Cluster cluster;

    @BeforeEach
    void startCluster(@TempDir Path directory) {
        cluster = new Cluster(directory);
    }

    @AfterEach
    void stopCluster() {
        cluster.close();
    }

    private KubernetesCluster running() {
        return cluster.running();
    }

    @ParameterizedTest
    @CsvSource({"CONFLICT,409", "TOO_MANY_REQUESTS,429", "INTERNAL_ERROR,500", "UNAVAILABLE,503"})
    void aCallIsAnsweredAsOrderedAndNothingIsDone(Trouble.Kind kind, int code) {
        running().troubles().add(Trouble.of(kind).on("create", "gameservers"));

        assertThatThrownBy(() -> cluster.create("gs-1"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(code));

        assertThat(running().gameServers().all()).isEmpty();
        cluster.create("gs-1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.Kind.class,
            names = {"SILENT", "CUT"})
    void aCallIsNotAnsweredAndNothingIsDone(Trouble.Kind kind) {
        running().troubles().add(Trouble.of(kind).on("create", "gameservers"));

        assertThatThrownBy(() -> cluster.create("gs-1")).isInstanceOf(KubernetesClientException.class);

        assertThat(running().gameServers().all()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.Kind.class,
            names = {"SILENT_AFTER_SUCCESS", "CUT_AFTER_SUCCESS", "INTERNAL_ERROR_AFTER_SUCCESS"})
    void aCallFailsAlthoughItIsDone(Trouble.Kind kind) {
        running().troubles().add(Trouble.of(kind).on("create", "gameservers"));

        assertThatThrownBy(() -> cluster.create("gs-1")).isInstanceOf(KubernetesClientException.class);

        assertThat(running().gameServers().find("gs-1")).isPresent();
        assertThatThrownBy(() -> cluster.create("gs-1")).hasMessageContaining("AlreadyExists");
    }

    @Test
    void troubleMeetsOnlyWhomItIsFor() {
        running()
                .troubles()
                .add(Trouble.of(INTERNAL_ERROR)
                        .on("get", "gameservers")
                        .named("gs-2")
                        .times(2));
        cluster.create("gs-1");
        cluster.create("gs-2");

        assertThat(cluster.stateOf("gs-1")).isNotNull();
        assertThatThrownBy(() -> cluster.stateOf("gs-2")).isInstanceOf(KubernetesClientException.class);
        assertThat(running().troubles().waiting()).hasSize(1);
        assertThatThrownBy(() -> cluster.stateOf("gs-2")).isInstanceOf(KubernetesClientException.class);
        assertThat(cluster.stateOf("gs-2")).isNotNull();
    }

    @Test
    void aSlowCallIsDoneInTheEnd() {
        running().troubles().add(Trouble.of(SLOW).pausing(Duration.ofMillis(50)));

        cluster.create("gs-1");

        assertThat(running().gameServers().find("gs-1")).isPresent();
    }

    @Test
    void whatIsHealedIsWell() {
        running().troubles().add(Trouble.of(SILENT).times(5));
        running().troubles().add(Trouble.of(CUT).times(5));
        running().stopApi();

        running().heal();

        cluster.create("gs-1");
        assertThat(running().troubles().waiting()).isEmpty();
    }
}

package gg.agis.sandbox.kubernetes.agones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gg.agis.sandbox.kubernetes.Cluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GameServersTest {

    private Cluster cluster;

    @BeforeEach
    void startCluster(@TempDir Path directory) {
        cluster = new Cluster(directory);
    }

    @AfterEach
    void stopCluster() {
        cluster.close();
    }

    @Test
    void aGameServerWalksThroughItsStatesInOrder() {
        var states = new CopyOnWriteArrayList<String>();

        try (Watch watch = cluster.gameServers().watch(collecting(states))) {
            assertThat(watch).isNotNull();
            cluster.create("gs-1");
            await().until(() -> states.contains("Ready"));
        }

        assertThat(states)
                .containsExactly("PortAllocation", "Creating", "Starting", "Scheduled", "RequestReady", "Ready");
    }

    private static Watcher<GenericKubernetesResource> collecting(List<String> states) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, GenericKubernetesResource gameServer) {
                states.add(String.valueOf(Cluster.stateOf(gameServer)));
            }

            @Override
            public void onClose(WatcherException cause) {
                throw new AssertionError(cause);
            }
        };
    }

    @Test
    void aReadyOneSaysWhereToPlay() {
        cluster.create("gs-1");
        awaitState("gs-1", "Ready");

        GenericKubernetesResource ready =
                Objects.requireNonNull(cluster.gameServers().withName("gs-1").get());

        assertThat((String) ready.get("status", "address")).startsWith("203.0.113.");
        assertThat((Integer) ready.get("status", "ports", 0, "port")).isBetween(7_000, 14_999);
        assertThat((Integer) ready.get("spec", "ports", 0, "hostPort"))
                .isEqualTo(ready.get("status", "ports", 0, "port"));
        assertThat((Integer) ready.get("status", "players", "capacity")).isEqualTo(10);
    }

    @Test
    void noTwoShareAPort() {
        for (int i = 0; i < 20; i++) {
            cluster.create("gs-" + i);
        }
        await().until(() -> cluster.running().gameServers().all().stream()
                .allMatch(view -> view.state().equals("Ready")));

        List<Integer> ports = cluster.gameServers().list().getItems().stream()
                .map(gameServer -> gameServer.<Integer>get("status", "ports", 0, "port"))
                .toList();
        assertThat(ports).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void whatWasLeftOpenIsSetAsAgonesSetsIt() {
        GenericKubernetesResource created = cluster.create("gs-1");

        assertThat((String) created.get("spec", "container")).isEqualTo("game");
        assertThat((String) created.get("spec", "ports", 0, "portPolicy")).isEqualTo("Dynamic");
        assertThat((Integer) created.get("spec", "health", "periodSeconds")).isEqualTo(5);
        assertThat((String) created.get("spec", "eviction", "safe")).isEqualTo("Never");
        assertThat(created.getMetadata().getFinalizers()).containsExactly("agones.dev/controller");
    }

    @Test
    void aDeletedOneLingersUntilItHasShutDown() {
        cluster.create("gs-1");
        awaitState("gs-1", "Ready");
        cluster.running().gameServers().holdDeletions();

        cluster.gameServers().withName("gs-1").delete();

        GenericKubernetesResource dying =
                Objects.requireNonNull(cluster.gameServers().withName("gs-1").get());
        assertThat(dying.getMetadata().getDeletionTimestamp()).isNotNull();
        assertThatThrownBy(() -> cluster.create("gs-1"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
        cluster.running().gameServers().release();
        await().until(() -> cluster.gameServers().withName("gs-1").get() == null);
    }

    @Test
    void aStandaloneUnhealthyOneStaysUnhealthy() {
        cluster.create("gs-1");
        awaitState("gs-1", "Ready");

        cluster.running().gameServers().makeUnhealthy("gs-1");

        awaitState("gs-1", "Unhealthy");
        await().during(Duration.ofMillis(100)).until(() -> "Unhealthy".equals(cluster.stateOf("gs-1")));
    }

    @Test
    void oneThatShutsItselfDownIsGone() {
        cluster.create("gs-1");
        awaitState("gs-1", "Ready");

        cluster.running().gameServers().setState("gs-1", GameServerState.SHUTDOWN);

        await().until(() -> cluster.gameServers().withName("gs-1").get() == null);
    }

    @Test
    void aStartCanBeHeldAndCanFail() {
        cluster.running().gameServers().holdAt(GameServerState.SCHEDULED);
        cluster.running().gameServers().endNextStarts(GameServerState.UNHEALTHY, 1);
        cluster.create("gs-1");
        awaitState("gs-1", "Scheduled");
        await().during(Duration.ofMillis(100)).until(() -> "Scheduled".equals(cluster.stateOf("gs-1")));

        cluster.running().gameServers().release();

        awaitState("gs-1", "Unhealthy");
    }

    @Test
    void playersComeAndGo() {
        cluster.create("gs-1");
        awaitState("gs-1", "Ready");

        cluster.running().gameServers().setPlayers("gs-1", List.of("ann", "bob"));

        GenericKubernetesResource present =
                Objects.requireNonNull(cluster.gameServers().withName("gs-1").get());
        assertThat((Integer) present.get("status", "players", "count")).isEqualTo(2);
        assertThat((List<?>) present.get("status", "players", "ids")).isEqualTo(List.of("ann", "bob"));
    }

    @Test
    void oneCanVanish() {
        cluster.create("gs-1");

        cluster.running().gameServers().vanish("gs-1");

        assertThat(cluster.gameServers().withName("gs-1").get()).isNull();
    }

    @Test
    void theyOutliveTheProcessThatKeepsThem() {
        cluster.create("gs-1");
        cluster.create("gs-2");
        awaitState("gs-1", "Ready");
        cluster.running().gameServers().holdAt(GameServerState.SCHEDULED);
        cluster.create("gs-3");
        cluster.running().gameServers().vanish("gs-2");
        String version = Objects.requireNonNull(cluster.gameServers().list().getMetadata())
                .getResourceVersion();

        cluster.restart();

        assertThat(cluster.stateOf("gs-1")).isEqualTo("Ready");
        assertThat(cluster.stateOf("gs-2")).isNull();
        awaitState("gs-3", "Ready");
        assertThat(Long.parseLong(
                        Objects.requireNonNull(cluster.gameServers().list().getMetadata())
                                .getResourceVersion()))
                .isGreaterThan(Long.parseLong(version));
    }

    @Test
    void whatCannotRunIsRefused() {
        Map<String, Object> container = Map.of("name", "game", "image", "games/minecraft:1");
        GenericKubernetesResource twoContainers = Cluster.withSpec(
                "gs-1",
                Map.of(),
                Map.of(
                        "ports",
                        List.of(Map.of("portPolicy", "Static", "containerPort", 1)),
                        "template",
                        Map.of(
                                "spec",
                                Map.of(
                                        "containers",
                                        List.of(container, Map.of("name", "sidecar", "image", "other"))))));

        assertThatThrownBy(() -> cluster.gameServers().resource(twoContainers).create())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(422))
                .hasMessageContaining("Container is required")
                .hasMessageContaining("HostPort must be specified");
    }

    @Test
    void aPortForBothProtocolsBecomesTwo() {
        cluster.gameServers()
                .resource(Cluster.withSpec(
                        "gs-1",
                        Map.of(),
                        Map.of(
                                "ports",
                                List.of(Map.of("name", "game", "protocol", "TCPUDP", "portPolicy", "Passthrough")),
                                "template",
                                Map.of("spec", Map.of("containers", List.of(Map.of("name", "a", "image", "b")))))))
                .create();
        awaitState("gs-1", "Ready");

        GenericKubernetesResource ready =
                Objects.requireNonNull(cluster.gameServers().withName("gs-1").get());

        assertThat(Set.of(
                        ready.<String>get("status", "ports", 0, "name"),
                        ready.<String>get("status", "ports", 1, "name")))
                .isEqualTo(Set.of("game-tcp", "game-udp"));
        assertThat((Integer) ready.get("spec", "ports", 0, "containerPort"))
                .isEqualTo(ready.get("spec", "ports", 0, "hostPort"));
    }

    private void awaitState(String name, String state) {
        await().until(() -> state.equals(cluster.stateOf(name)));
    }
}

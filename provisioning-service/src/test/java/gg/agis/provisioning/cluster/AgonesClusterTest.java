package gg.agis.provisioning.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.cluster.GameCluster.Order;
import gg.agis.provisioning.cluster.GameCluster.Present;
import gg.agis.provisioning.cluster.Sighting.Broken;
import gg.agis.provisioning.cluster.Sighting.Coming;
import gg.agis.provisioning.cluster.Sighting.Gone;
import gg.agis.provisioning.cluster.Sighting.NameTaken;
import gg.agis.provisioning.cluster.Sighting.Running;
import gg.agis.provisioning.cluster.Sighting.Unknown;
import gg.agis.provisioning.server.ServerRow.Game;
import gg.agis.provisioning.template.Templates;
import gg.agis.sandbox.kubernetes.KubernetesCluster;
import gg.agis.sandbox.kubernetes.agones.GameServers.View;
import gg.agis.sandbox.kubernetes.api.Role;
import gg.agis.sandbox.kubernetes.trouble.Trouble;
import gg.agis.sandbox.kubernetes.trouble.Trouble.Kind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is said to the cluster, and what is made of its answers; the stand-in checks every field against Agones' own. */
@ProvisioningServiceTest
class AgonesClusterTest {

    @Autowired
    private KubernetesClient client;

    @Autowired
    private ClusterSettings settings;

    @Autowired
    private Templates templates;

    @Autowired
    private JdbcClient jdbc;

    private final UUID server = UUID.randomUUID();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private AgonesCluster games;

    @BeforeEach
    void connect() {
        games = new AgonesCluster(client, settings, new ClusterCalls(meters));
    }

    @Test
    void aGameIsMadeWithItsVolumeAndIsReadySoon(KubernetesCluster cluster) {
        cluster.allow(Role.of(Path.of("../k8s/provisioning/role.yaml")));

        assertThat(games.look(server, 1)).isEqualTo(new Gone());
        assertThat(games.make(order(1))).isEqualTo(new Coming());

        await().untilAsserted(() -> assertThat(games.look(server, 1)).isInstanceOf(Running.class));
        assertThat(games.volumes()).contains(server);
        assertThat(games.all()).contains(new Present(server, 1, name(1), false));
        assertThat(cluster.gameServers().find(name(1)).orElseThrow().labels())
                .containsEntry("agis.gg/server", server.toString())
                .containsEntry("agis.gg/guild", "42")
                .containsKey("agis.gg/request");
        assertThat(games.remove(server, 1)).isTrue();
        await().until(() -> games.look(server, 1), new Gone()::equals);
        assertThat(games.removeVolume(server)).isTrue();
    }

    @Test
    void everyTemplateMakesAGameThatAgonesTakes() {
        var ids = jdbc.sql("SELECT template_id FROM templates")
                .query((row, number) -> row.getString(1))
                .list();
        assertThat(ids).hasSize(16);

        for (var template : ids) {
            var id = UUID.randomUUID();
            var made = games.make(new Order(id, "42", 1, UUID.randomUUID(), templates.get(template)));

            assertThat(made).as(template).isEqualTo(new Coming());
            await().untilAsserted(
                            () -> assertThat(games.look(id, 1)).as(template).isInstanceOf(Running.class));
            games.remove(id, 1);
        }
    }

    @Test
    void askedTwiceItIsOneGame(KubernetesCluster cluster) {
        games.make(order(1));

        assertThat(games.make(order(1))).isInstanceOfAny(Coming.class, Running.class);
        assertThat(mine(cluster)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {
                "CONFLICT",
                "SILENT_AFTER_SUCCESS",
                "CUT_AFTER_SUCCESS",
                "INTERNAL_ERROR_AFTER_SUCCESS",
                "TOO_MANY_REQUESTS",
                "INTERNAL_ERROR",
                "UNAVAILABLE",
                "CUT"
            })
    void whateverTheClusterAnswersThereIsOneGameInTheEnd(Kind kind, KubernetesCluster cluster) {
        cluster.troubles().add(Trouble.of(kind).on("create", "gameservers").times(2));

        await().untilAsserted(() -> {
            // As the next round does, by then with other calls.
            connect();
            if (games.look(server, 1) instanceof Gone) {
                games.make(order(1));
            }
            assertThat(games.look(server, 1)).isInstanceOf(Running.class);
        });

        assertThat(mine(cluster)).hasSize(1);
    }

    @Test
    void silenceIsNotTakenForAbsence(KubernetesCluster cluster) {
        games.make(order(1));
        cluster.troubles().add(Trouble.of(Kind.SILENT).on("get", "gameservers").times(10));

        assertThat(games.look(server, 1)).isInstanceOf(Unknown.class);
        // And nobody waits for it again at once.
        assertThat(games.look(server, 1)).isEqualTo(new Unknown("The cluster gave no answer a moment ago"));
    }

    @Test
    void aClusterThatFallsSilentAndComesBackHasOneGameAndMetricsTellOfIt(KubernetesCluster cluster) {
        cluster.troubles().add(Trouble.of(Kind.SILENT_AFTER_SUCCESS).on("create", "gameservers"));
        cluster.troubles()
                .add(Trouble.of(Kind.SILENT).on("create", "gameservers").times(10));

        assertThat(games.make(order(1))).isInstanceOf(Unknown.class);
        assertThat(games.look(server, 1)).isInstanceOf(Unknown.class);
        assertThat(games.remove(server, 1)).isFalse();
        cluster.heal();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(games.look(server, 1)).isInstanceOf(Running.class));

        assertThat(games.make(order(1))).isInstanceOf(Running.class);
        assertThat(mine(cluster)).hasSize(1);
        assertThat(calls("make", "silent")).isEqualTo(1);
        assertThat(calls("remove", "skipped")).isEqualTo(1);
        assertThat(calls("look", "skipped")).isPositive();
        assertThat(calls("look", "answered")).isPositive();
    }

    @Test
    void aGameWaitsForAVolumeThatIsReallyThere(KubernetesCluster cluster) {
        cluster.troubles().add(Trouble.of(Kind.CONFLICT).on("create", "persistentvolumeclaims"));

        assertThat(games.make(order(1))).isInstanceOf(Unknown.class);
        assertThat(mine(cluster)).isEmpty();

        assertThat(games.make(order(1))).isEqualTo(new Coming());
        await().untilAsserted(() -> assertThat(games.look(server, 1)).isInstanceOf(Running.class));
    }

    @Test
    void whatTheClusterRefusesIsCounted(KubernetesCluster cluster) {
        cluster.troubles()
                .add(Trouble.of(Kind.INTERNAL_ERROR).on("create", "gameservers").times(10));

        assertThat(games.make(order(1))).isInstanceOf(Unknown.class);

        assertThat(calls("make", "refused")).isEqualTo(1);
        assertThat(mine(cluster)).isEmpty();
    }

    @Test
    void whatIsDyingOrNotOursIsNotAdopted(KubernetesCluster cluster) {
        games.make(order(1));
        cluster.gameServers().holdDeletions();
        games.remove(server, 1);

        assertThat(games.look(server, 1)).isEqualTo(new Gone());
        assertThat(games.make(order(1))).isEqualTo(new NameTaken());
        assertThat(games.make(order(2))).isEqualTo(new Coming());
    }

    @Test
    void aGameThatBreaksOrVanishesIsSeen(KubernetesCluster cluster) {
        games.make(order(1));
        await().until(() -> games.look(server, 1) instanceof Running);
        cluster.gameServers().makeUnhealthy(name(1));
        assertThat(games.look(server, 1)).isEqualTo(new Broken("unhealthy"));

        cluster.gameServers().vanish(name(1));
        assertThat(games.look(server, 1)).isEqualTo(new Gone());
    }

    @Test
    void playersAreCounted(KubernetesCluster cluster) {
        games.make(order(1));
        await().until(() -> games.look(server, 1) instanceof Running);
        cluster.gameServers().setPlayers(name(1), List.of("a", "b"));

        assertThat(games.look(server, 1))
                .isInstanceOfSatisfying(
                        Running.class, running -> assertThat(running.players()).isEqualTo(2));
    }

    private Order order(int generation) {
        return new Order(server, "42", generation, UUID.randomUUID(), templates.get("minecraft-small"));
    }

    private String name(int generation) {
        return Game.name(server, generation);
    }

    private double calls(String call, String outcome) {
        return meters.counter("agis.provisioning.cluster.calls", "call", call, "outcome", outcome)
                .count();
    }

    private List<View> mine(KubernetesCluster cluster) {
        return cluster.gameServers().all().stream()
                .filter(game -> game.name().contains(server.toString()))
                .toList();
    }
}

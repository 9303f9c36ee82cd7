package gg.agis.provisioning.cluster;

import gg.agis.provisioning.cluster.ClusterSettings.Placement;
import gg.agis.provisioning.cluster.ClusterSettings.Taint;
import gg.agis.provisioning.cluster.GameCluster.Order;
import gg.agis.provisioning.template.Template;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What we have the cluster make, field by field. */
final class GameObjects {

    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String OURS = "agis-provisioning";
    static final String SERVER = "agis.gg/server";
    static final String GENERATION = "agis.gg/generation";

    private static final String GUILD = "agis.gg/guild";
    private static final String REQUEST = "agis.gg/request";
    private static final String TEMPLATE = "agis.gg/template";
    private static final String GAME = "game";
    private static final String DATA = "data";
    private static final long USER = 1000;

    private final ClusterSettings settings;

    GameObjects(ClusterSettings settings) {
        this.settings = settings;
    }

    static String volumeName(UUID serverId) {
        return "gs-" + serverId + "-data";
    }

    GameServer game(Order order, String name, UUID requestId) {
        var template = order.template();
        var container = template.container();
        var health = container.health();
        var game = new GameServer();
        game.setMetadata(gameMeta(order, name, requestId));
        game.setSpec(new GameServer.Spec(
                List.of(new GameServer.Port(GAME, "Dynamic", container.port(), container.protocol())),
                new GameServer.Health(health.delaySeconds(), health.periodSeconds(), health.failuresMax()),
                new GameServer.Eviction(settings.eviction()),
                new GameServer.Tracked(template.playersMax()),
                pod(order.serverId(), template)));
        return game;
    }

    PersistentVolumeClaim volume(Order order) {
        var claim = new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(volumeName(order.serverId()))
                .withNamespace(settings.namespace())
                .withLabels(Map.of(MANAGED_BY, OURS, SERVER, order.serverId().toString(), GUILD, order.guildId()))
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .withRequests(Map.of(
                        "storage", new Quantity(order.template().machine().storageGib() + "Gi")))
                .endResources()
                .endSpec()
                .build();
        if (!settings.storageClass().isEmpty()) {
            claim.getSpec().setStorageClassName(settings.storageClass());
        }
        return claim;
    }

    private ObjectMeta gameMeta(Order order, String name, UUID requestId) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(settings.namespace())
                .withLabels(Map.of(
                        MANAGED_BY,
                        OURS,
                        SERVER,
                        order.serverId().toString(),
                        GENERATION,
                        Integer.toString(order.generation()),
                        GUILD,
                        order.guildId(),
                        REQUEST,
                        requestId.toString(),
                        TEMPLATE,
                        order.template().id()))
                .build();
    }

    private PodTemplateSpec pod(UUID serverId, Template template) {
        var machine = template.machine();
        var needs = Map.of(
                "cpu", new Quantity(machine.cpuMillis() + "m"), "memory", new Quantity(machine.memoryMib() + "Mi"));
        var placement = settings.placementOf(template.id());
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Map.of(MANAGED_BY, OURS, SERVER, serverId.toString()))
                .endMetadata()
                .withNewSpec()
                .withNodeSelector(placement.nodeSelector())
                .withTolerations(tolerations(placement))
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withFsGroup(USER)
                .endSecurityContext()
                .addNewContainer()
                .withName(GAME)
                .withImage(template.container().image())
                .withNewResources()
                .withRequests(needs)
                .withLimits(needs)
                .endResources()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName(DATA)
                .withMountPath("/data")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName(DATA)
                .withNewPersistentVolumeClaim()
                .withClaimName(volumeName(serverId))
                .endPersistentVolumeClaim()
                .endVolume()
                .endSpec()
                .build();
    }

    private static List<Toleration> tolerations(Placement placement) {
        return placement.tolerations().stream().map(GameObjects::toleration).toList();
    }

    private static Toleration toleration(Taint taint) {
        var builder = new TolerationBuilder().withKey(taint.key()).withEffect(taint.effect());
        return taint.value().isEmpty()
                ? builder.withOperator("Exists").build()
                : builder.withOperator("Equal").withValue(taint.value()).build();
    }
}

package gg.agis.sandbox.kubernetes;

import gg.agis.sandbox.kubernetes.agones.Pace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cluster of a test's own, and the client that production talks to one with. */
public final class Cluster implements AutoCloseable {

    private static final String NAMESPACE = "agis";
    private static final ResourceDefinitionContext GAME_SERVER = new ResourceDefinitionContext.Builder()
            .withGroup("agones.dev")
            .withVersion("v1")
            .withKind("GameServer")
            .withPlural("gameservers")
            .withNamespaced(true)
            .build();

    private final Path directory;
    private final Map<String, List<String>> programs;
    private KubernetesCluster running;
    private KubernetesClient client;

    public Cluster(Path directory) {
        this(directory, Map.of());
    }

    public Cluster(Path directory, Map<String, List<String>> programs) {
        this.directory = directory;
        this.programs = programs;
        this.running = start(0);
        this.client = client(false);
    }

    private KubernetesCluster start(int port) {
        return KubernetesCluster.start(new KubernetesSettings(port, directory, "secret", Pace.QUICK, programs));
    }

    public KubernetesCluster running() {
        return running;
    }

    public KubernetesClient client() {
        return client;
    }

    public KubernetesClient client(boolean onlyHttpWatches) {
        return client(onlyHttpWatches, "secret");
    }

    public KubernetesClient client(boolean onlyHttpWatches, String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(running.url())
                .withOauthToken(token)
                .withNamespace(NAMESPACE)
                .withRequestTimeout(1_000)
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(50)
                .withOnlyHttpWatches(onlyHttpWatches)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** The whole cluster is another process now, on the same data. */
    public void restart() {
        client.close();
        running.close();
        running = start(0);
        client = client(false);
    }

    public NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            gameServers() {
        return gameServers(client);
    }

    public static NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            gameServers(KubernetesClient by) {
        return by.genericKubernetesResources(GAME_SERVER).inNamespace(NAMESPACE);
    }

    public GenericKubernetesResource create(String name) {
        return gameServers().resource(aGameServer(name)).create();
    }

    public static GenericKubernetesResource aGameServer(String name) {
        return aGameServer(name, Map.of("guild", "g1"), null);
    }

    /** With a volume, if a claim is named. */
    public static GenericKubernetesResource aGameServer(
            String name, Map<String, String> labels, @Nullable String claim) {
        Map<String, Object> container = Map.of("name", "game", "image", "games/minecraft:1");
        Map<String, Object> pod = claim == null
                ? Map.of("containers", List.of(container))
                : Map.of(
                        "containers",
                        List.of(container),
                        "volumes",
                        List.of(Map.of("name", "data", "persistentVolumeClaim", Map.of("claimName", claim))));
        return withSpec(
                name,
                labels,
                Map.of(
                        "ports",
                        List.of(Map.of("name", "game", "containerPort", 25565, "protocol", "TCP")),
                        "players",
                        Map.of("initialCapacity", 10),
                        "template",
                        Map.of("spec", pod)));
    }

    public static GenericKubernetesResource withSpec(
            String name, Map<String, String> labels, Map<String, Object> spec) {
        GenericKubernetesResource gameServer = new GenericKubernetesResourceBuilder()
                .withApiVersion("agones.dev/v1")
                .withKind("GameServer")
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .withLabels(labels)
                .endMetadata()
                .build();
        gameServer.setAdditionalProperty("spec", spec);
        return gameServer;
    }

    public @Nullable String stateOf(String name) {
        GenericKubernetesResource found = gameServers().withName(name).get();
        return found == null ? null : stateOf(found);
    }

    public static @Nullable String stateOf(GenericKubernetesResource gameServer) {
        return gameServer.get("status", "state");
    }

    @Override
    public void close() {
        client.close();
        running.close();
    }
}

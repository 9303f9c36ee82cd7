package gg.agis.provisioning.cluster;

import gg.agis.provisioning.cluster.Sighting.Broken;
import gg.agis.provisioning.cluster.Sighting.Coming;
import gg.agis.provisioning.cluster.Sighting.Gone;
import gg.agis.provisioning.cluster.Sighting.NameTaken;
import gg.agis.provisioning.cluster.Sighting.Running;
import gg.agis.provisioning.cluster.Sighting.Unknown;
import gg.agis.provisioning.server.ServerRow.Game;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Games as Agones' GameServers. Names are made of what they are for, so a second call finds what the first has made, even
 * if its answer was lost.
 */
final class AgonesCluster implements GameCluster {

    private static final Set<String> JOINABLE = Set.of("Ready", "Reserved", "Allocated");
    private static final Set<String> LOST = Set.of("Unhealthy", "Error", "Shutdown");
    private static final Set<Integer> NEVER = Set.of(HttpURLConnection.HTTP_BAD_REQUEST, 422);

    private final KubernetesClient client;
    private final GameObjects objects;
    private final ClusterCalls calls;
    private final String namespace;

    AgonesCluster(KubernetesClient client, ClusterSettings settings, ClusterCalls calls) {
        this.client = client;
        this.objects = new GameObjects(settings);
        this.calls = calls;
        this.namespace = settings.namespace();
    }

    @Override
    public Sighting look(UUID serverId, int generation) {
        return sighting("look", () -> seen(game(Game.name(serverId, generation)).get(), serverId));
    }

    @Override
    public boolean prepare(Order order) {
        try {
            return calls.make("prepare", () -> ensureVolume(order));
        } catch (KubernetesClientException | ClusterAway e) {
            return false;
        }
    }

    @Override
    public Sighting make(Order order) {
        return sighting("make", () -> {
            if (!ensureVolume(order)) {
                return new Unknown("there is nothing that would keep its data");
            }
            var name = Game.name(order.serverId(), order.generation());
            var wanted = objects.game(order, name, order.requestId());
            try {
                games().resource(wanted).create();
                return new Coming();
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                    return adopted(game(name).get(), order.serverId());
                }
                throw e;
            }
        });
    }

    @Override
    public boolean remove(UUID serverId, int generation) {
        return done("remove", () -> {
            var name = Game.name(serverId, generation);
            var there = game(name).get();
            if (there != null && isOurs(there, serverId) && !isDying(there)) {
                game(name).delete();
            }
        });
    }

    @Override
    public List<Present> all() {
        return known(
                "list",
                () -> games().withLabel(GameObjects.MANAGED_BY, GameObjects.OURS).list().getItems().stream()
                        .flatMap(game -> present(game).stream())
                        .toList());
    }

    @Override
    public List<UUID> volumes() {
        return known(
                "list-volumes",
                () -> client
                        .persistentVolumeClaims()
                        .inNamespace(namespace)
                        .withLabel(GameObjects.MANAGED_BY, GameObjects.OURS)
                        .list()
                        .getItems()
                        .stream()
                        .filter(claim -> !isDying(claim))
                        .flatMap(claim -> serverOf(claim).stream())
                        .toList());
    }

    @Override
    public boolean removeVolume(UUID serverId) {
        return done(
                "remove-volume",
                () -> client.persistentVolumeClaims()
                        .inNamespace(namespace)
                        .withName(GameObjects.volumeName(serverId))
                        .delete());
    }

    /** Whether there is a volume that will stay. */
    private boolean ensureVolume(Order order) {
        var claims = client.persistentVolumeClaims().inNamespace(namespace);
        var claim = claims.withName(GameObjects.volumeName(order.serverId()));
        var there = claim.get();
        if (there != null) {
            return !isDying(there);
        }
        try {
            claims.resource(objects.volume(order)).create();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            // Another replica was quicker, or a quota changed at that moment, and then there is none.
            var now = claim.get();
            return now != null && !isDying(now);
        }
    }

    private static Sighting adopted(@Nullable GameServer there, UUID serverId) {
        if (there == null) {
            return new Unknown("it was there and is not");
        }
        return isOurs(there, serverId) && !isDying(there) ? seen(there, serverId) : new NameTaken();
    }

    private static Sighting seen(@Nullable GameServer game, UUID serverId) {
        if (game == null || !isOurs(game, serverId) || isDying(game)) {
            return new Gone();
        }
        var status = game.getStatus();
        var state = status == null ? null : status.state();
        if (status == null || state == null) {
            return new Coming();
        }
        if (LOST.contains(state)) {
            return new Broken(state.toLowerCase(Locale.ROOT));
        }
        return JOINABLE.contains(state) ? running(status) : new Coming();
    }

    private static Sighting running(GameServer.Status status) {
        var ports = Objects.requireNonNullElse(status.ports(), List.<GameServer.OpenPort>of());
        return status.address() == null || ports.isEmpty()
                ? new Coming()
                : new Running(status.address(), ports.getFirst().port(), playersOf(status));
    }

    private static @Nullable Integer playersOf(GameServer.Status status) {
        if (status.players() != null) {
            return Math.toIntExact(status.players().count());
        }
        var listed = status.lists() == null ? null : status.lists().get("players");
        return listed == null || listed.values() == null
                ? null
                : listed.values().size();
    }

    private static Optional<Present> present(GameServer game) {
        var generation = game.getMetadata().getLabels().get(GameObjects.GENERATION);
        return serverOf(game)
                .filter(server -> generation != null)
                .map(server -> new Present(
                        server, Integer.parseInt(generation), game.getMetadata().getName(), isDying(game)));
    }

    static Optional<UUID> serverOf(HasMetadata object) {
        var labels = object.getMetadata().getLabels();
        return Optional.ofNullable(labels == null ? null : labels.get(GameObjects.SERVER))
                .map(UUID::fromString);
    }

    private static boolean isOurs(HasMetadata object, UUID serverId) {
        return serverOf(object).filter(serverId::equals).isPresent();
    }

    private static boolean isDying(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    private Sighting sighting(String call, Supplier<Sighting> ask) {
        try {
            return calls.make(call, ask);
        } catch (KubernetesClientException e) {
            return NEVER.contains(e.getCode())
                    ? new Broken("refused-by-cluster")
                    : new Unknown(String.valueOf(e.getMessage()));
        } catch (ClusterAway e) {
            return new Unknown(String.valueOf(e.getMessage()));
        }
    }

    private boolean done(String call, Runnable ask) {
        try {
            return calls.make(call, () -> {
                ask.run();
                return true;
            });
        } catch (KubernetesClientException | ClusterAway e) {
            return false;
        }
    }

    private <T> T known(String call, Supplier<T> ask) {
        try {
            return calls.make(call, ask);
        } catch (KubernetesClientException e) {
            throw new ClusterAway("The cluster does not say what it has", e);
        }
    }

    private NonNamespaceOperation<GameServer, KubernetesResourceList<GameServer>, Resource<GameServer>> games() {
        return client.resources(GameServer.class).inNamespace(namespace);
    }

    private Resource<GameServer> game(String name) {
        return games().withName(name);
    }
}

package gg.agis.provisioning.cluster;

import gg.agis.common.round.Round;
import gg.agis.provisioning.server.DueServers;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Hears at once when a game changes, so that somebody looks at its server now and not within the minute. It decides
 * nothing: a watch that falls silent makes things slower, and nothing worse.
 */
@Component
class GameWatch implements Round {

    private static final Logger log = LoggerFactory.getLogger(GameWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration RESYNC = Duration.ofMinutes(5);

    private final KubernetesClient client;
    private final ClusterSettings settings;
    private final DueServers servers;
    private final Clock clock;
    private @Nullable SharedIndexInformer<GameServer> informer;

    GameWatch(KubernetesClient client, ClusterSettings settings, DueServers servers, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.servers = servers;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "game-watch";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    /** Begins to listen, and begins anew if that has come to an end. */
    @Override
    public synchronized void make() {
        var present = informer;
        if (present == null || !present.isRunning()) {
            if (present != null) {
                present.stop();
            }
            informer = client.resources(GameServer.class)
                    .inNamespace(settings.namespace())
                    .withLabel(GameObjects.MANAGED_BY, GameObjects.OURS)
                    .inform(new Heard(), RESYNC.toMillis());
        }
    }

    @PreDestroy
    synchronized void stop() {
        if (informer != null) {
            informer.stop();
        }
    }

    private void lookAt(GameServer game) {
        AgonesCluster.serverOf(game).ifPresent(server -> {
            try {
                servers.nudge(Set.of(server), clock.instant());
            } catch (DataAccessException e) {
                log.debug("A change of {} is found within the minute: {}", server, e.toString());
            }
        });
    }

    /** What is known already is repeated now and then, and is no news. */
    private final class Heard implements ResourceEventHandler<GameServer> {

        @Override
        public void onAdd(GameServer game) {
            lookAt(game);
        }

        @Override
        public void onUpdate(GameServer before, GameServer now) {
            if (!Objects.equals(before.getStatus(), now.getStatus())
                    || !Objects.equals(
                            before.getMetadata().getDeletionTimestamp(),
                            now.getMetadata().getDeletionTimestamp())) {
                lookAt(now);
            }
        }

        @Override
        public void onDelete(GameServer game, boolean unseen) {
            lookAt(game);
        }
    }
}

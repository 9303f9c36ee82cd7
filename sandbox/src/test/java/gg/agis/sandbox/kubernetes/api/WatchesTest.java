package gg.agis.sandbox.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.sandbox.kubernetes.Cluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchesTest {

    private Cluster cluster;

    @BeforeEach
    void startCluster(@TempDir Path directory) {
        cluster = new Cluster(directory);
    }

    @AfterEach
    void stopCluster() {
        cluster.close();
    }

    @ParameterizedTest(name = "in chunks: {0}")
    @ValueSource(booleans = {false, true})
    void anInformerFollowsOverExpiryCutAndRestart(boolean onlyHttp) {
        try (KubernetesClient client = cluster.client(onlyHttp);
                SharedIndexInformer<GenericKubernetesResource> informer =
                        Cluster.gameServers(client).inform(ignoring(), 0)) {
            createAndSee(informer, "gs-1");

            cluster.running().watches().expire();
            createAndSee(informer, "gs-2");

            cluster.running().watches().cut();
            createAndSee(informer, "gs-3");

            cluster.running().stopApi();
            cluster.running().gameServers().vanish("gs-1");
            cluster.running().startApi();
            createAndSee(informer, "gs-4");
            assertThat(informer.getIndexer().getByKey("agis/gs-1")).isNull();
        }
        await().until(() -> cluster.running().watches().count() == 0);
    }

    private void createAndSee(SharedIndexInformer<GenericKubernetesResource> informer, String name) {
        // The client's own connection may be one of those that were cut.
        await().ignoreExceptions()
                .until(() -> cluster.create(name).getMetadata().getName().equals(name));
        await().atMost(Duration.ofSeconds(15)).until(() -> {
            GenericKubernetesResource seen = informer.getIndexer().getByKey("agis/" + name);
            return seen != null && "Ready".equals(Cluster.stateOf(seen));
        });
    }

    private static ResourceEventHandler<GenericKubernetesResource> ignoring() {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(GenericKubernetesResource added) {}

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {}

            @Override
            public void onDelete(GenericKubernetesResource deleted, boolean unknown) {}
        };
    }

    @Test
    void aSilentWatchMissesWhatHappensUntilItIsCut() {
        var seen = new Seen();
        try (var watch = cluster.gameServers().watch(seen)) {
            assertThat(watch).isNotNull();
            cluster.running().watches().silence();
            cluster.create("gs-1");
            await().until(() -> "Ready".equals(cluster.stateOf("gs-1")));
            assertThat(seen.events).isEmpty();

            cluster.running().watches().speak();

            await().until(() -> seen.events.contains("gs-1 Ready"));
        }
    }

    @Test
    void whatASelectorNoLongerCoversIsGoneForItsWatch() {
        cluster.create("gs-1");
        await().until(() -> "Ready".equals(cluster.stateOf("gs-1")));
        var seen = new Seen();
        try (var watch = cluster.gameServers().withLabel("guild", "g1").watch(seen)) {
            assertThat(watch).isNotNull();
            await().until(() -> seen.actions.contains("ADDED"));

            cluster.gameServers().withName("gs-1").edit(gameServer -> {
                gameServer.getMetadata().getLabels().put("guild", "g2");
                return gameServer;
            });

            await().until(() -> seen.actions.equals(List.of("ADDED", "DELETED")));
        }
    }

    @Test
    void anOldVersionIsGone() {
        String old = cluster.create("gs-1").getMetadata().getResourceVersion();
        cluster.running().watches().expire();
        var seen = new Seen();

        try (var watch = cluster.gameServers()
                .watch(new ListOptionsBuilder().withResourceVersion(old).build(), seen)) {
            assertThat(watch).isNotNull();
            await().until(() -> seen.closedBy != null);
        }

        assertThat(seen.closedBy).isNotNull();
        assertThat(seen.closedBy.isHttpGone()).isTrue();
    }

    @Test
    void bookmarksComeToThoseWhoWantThem() {
        var seen = new Seen();
        try (var watch = cluster.gameServers()
                .watch(new ListOptionsBuilder().withAllowWatchBookmarks(true).build(), seen)) {
            assertThat(watch).isNotNull();
            await().atMost(Duration.ofSeconds(15)).until(() -> seen.actions.contains("BOOKMARK"));
        }
    }

    private static final class Seen implements Watcher<GenericKubernetesResource> {

        private final List<String> events = new CopyOnWriteArrayList<>();
        private final List<String> actions = new CopyOnWriteArrayList<>();
        private volatile @Nullable WatcherException closedBy;

        @Override
        public void eventReceived(Action action, GenericKubernetesResource gameServer) {
            actions.add(action.name());
            events.add(gameServer.getMetadata().getName() + " " + Cluster.stateOf(gameServer));
        }

        @Override
        public void onClose(WatcherException cause) {
            closedBy = cause;
        }
    }
}

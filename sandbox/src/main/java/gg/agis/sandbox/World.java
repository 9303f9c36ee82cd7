package gg.agis.sandbox;

import com.sun.net.httpserver.HttpServer;
import gg.agis.sandbox.adnetwork.AyetNetwork;
import gg.agis.sandbox.adnetwork.Offerwall;
import gg.agis.sandbox.control.AyetControl;
import gg.agis.sandbox.control.KubernetesControl;
import gg.agis.sandbox.kubernetes.KubernetesCluster;
import gg.agis.sandbox.process.ParentGuard;
import gg.agis.sandbox.storage.Storage;
import gg.agis.sandbox.web.Answer;
import gg.agis.sandbox.web.Routes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Every stand-in that speaks HTTP, and the control API over them, in one process. */
public final class World implements AutoCloseable {

    private static final int BACKLOG = 100;

    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private World(WorldSettings settings) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", routes(settings));
    }

    private Routes routes(WorldSettings settings) {
        Routes routes = new Routes()
                .get("/control/health", request -> Answer.ok(Map.of("status", "ok", "instance", settings.instance())));
        settings.ayet().ifPresent(ayet -> {
            AyetNetwork network = new AyetNetwork(ayet, InstantSource.system());
            ends.push(network::close);
            new Offerwall(network).register(routes);
            new AyetControl(network).register(routes);
        });
        settings.kubernetes().ifPresent(kubernetes -> {
            KubernetesCluster cluster = KubernetesCluster.start(kubernetes);
            ends.push(cluster::close);
            new KubernetesControl(cluster).register(routes);
        });
        settings.storage().ifPresent(storage -> ends.push(Storage.start(storage)::close));
        return routes;
    }

    public static World start(WorldSettings settings) throws IOException {
        World world = new World(settings);
        world.server.start();
        return world;
    }

    public static void main(String[] arguments) throws IOException {
        ParentGuard.watch();
        World world = start(WorldSettings.of(System.getenv()));
        Runtime.getRuntime().addShutdownHook(new Thread(world::close, "world-shutdown"));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        ends.forEach(Runnable::run);
        threads.shutdownNow();
    }
}

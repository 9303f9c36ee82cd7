package gg.agis.sandbox.control;

import gg.agis.sandbox.kubernetes.KubernetesCluster;
import gg.agis.sandbox.kubernetes.agones.GameServers;
import gg.agis.sandbox.kubernetes.trouble.Trouble;
import gg.agis.sandbox.web.Answer;
import gg.agis.sandbox.web.Refusal;
import gg.agis.sandbox.web.Request;
import gg.agis.sandbox.web.Routes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code /control/kubernetes/…}: what is in the cluster, and what is to go wrong there. */
public final class KubernetesControl {

    private static final int TIMES_MAX = 10_000;
    private static final int PLAYERS_MAX = 1_000;

    private final KubernetesCluster cluster;

    public KubernetesControl(KubernetesCluster cluster) {
        this.cluster = cluster;
    }

    public void register(Routes routes) {
        routes.get("/control/kubernetes/gameservers", request -> gameServers())
                .post("/control/kubernetes/gameservers", this::change)
                .post("/control/kubernetes/starts", this::start)
                .get("/control/kubernetes/jobs", request -> jobs())
                .post("/control/kubernetes/jobs", this::hurtJobs)
                .get("/control/kubernetes/troubles", request -> troubles())
                .post("/control/kubernetes/troubles", this::trouble)
                .post("/control/kubernetes/watches", this::watches)
                .post("/control/kubernetes/restart", this::restart)
                .post("/control/kubernetes/heal", this::heal);
    }

    private record ServerOrder(
            @Nullable String name,
            @Nullable String state,
            @Nullable List<String> players,
            @Nullable Boolean vanish) {}

    private record StartOrder(
            @Nullable Long startMillis,
            @Nullable Long shutdownMillis,
            @Nullable String holdAt,
            @Nullable Boolean holdDeletions,
            @Nullable String endAs,
            @Nullable Integer times) {}

    private record JobOrder(
            @Nullable Integer failNext, @Nullable Boolean hold) {}

    private record TroubleOrder(
            @Nullable String kind,
            @Nullable String verb,
            @Nullable String resource,
            @Nullable String name,
            @Nullable Integer times,
            @Nullable Long pauseMillis) {

        Trouble trouble() {
            return new Trouble(
                    one("kind", kind, Trouble.Kind.values()),
                    Optional.ofNullable(verb),
                    Optional.ofNullable(resource),
                    Optional.ofNullable(name),
                    (int) Limits.range("times", times, 1, 1, TIMES_MAX),
                    Duration.ofMillis(pauseMillis == null ? 1_000 : Limits.millis("pauseMillis", pauseMillis)));
        }
    }

    private record WatchOrder(@Nullable String action) {}

    private enum WatchAction {
        EXPIRE,
        SILENCE,
        SPEAK,
        CUT
    }

    private record RestartOrder(@Nullable Long downMillis) {}

    private record Nothing() {}

    private Answer gameServers() {
        return Answer.ok(Map.of("gameServers", cluster.gameServers().all()));
    }

    private Answer change(Request request) {
        ServerOrder order = request.json(ServerOrder.class);
        String name = Limits.text("name", order.name());
        try {
            if (order.players() != null) {
                Limits.range("players", order.players().size(), 0, 0, PLAYERS_MAX);
                cluster.gameServers().setPlayers(name, order.players());
            }
            if (order.state() != null) {
                cluster.gameServers().setState(name, Limits.text("state", order.state()));
            }
            if (Boolean.TRUE.equals(order.vanish())) {
                cluster.gameServers().vanish(name);
            }
        } catch (NoSuchElementException e) {
            throw new Refusal(404, "There is no game server " + name);
        }
        return gameServers();
    }

    private Answer start(Request request) {
        StartOrder order = request.json(StartOrder.class);
        GameServers servers = cluster.gameServers();
        if (order.startMillis() != null) {
            servers.setPace(
                    servers.pace().starting(Duration.ofMillis(Limits.millis("startMillis", order.startMillis()))));
        }
        if (order.shutdownMillis() != null) {
            servers.setPace(servers.pace()
                    .shuttingDown(Duration.ofMillis(Limits.millis("shutdownMillis", order.shutdownMillis()))));
        }
        if (order.holdAt() != null) {
            servers.holdAt(Limits.text("holdAt", order.holdAt()));
        }
        if (Boolean.TRUE.equals(order.holdDeletions())) {
            servers.holdDeletions();
        }
        if (order.endAs() != null) {
            servers.endNextStarts(
                    Limits.text("endAs", order.endAs()), (int) Limits.range("times", order.times(), 1, 1, TIMES_MAX));
        }
        return gameServers();
    }

    private Answer jobs() {
        return Answer.ok(Map.of("jobs", cluster.jobs().all()));
    }

    private Answer hurtJobs(Request request) {
        JobOrder order = request.json(JobOrder.class);
        cluster.jobs().failNext((int) Limits.range("failNext", order.failNext(), 0, 0, TIMES_MAX));
        if (Boolean.TRUE.equals(order.hold())) {
            cluster.jobs().hold();
        }
        return jobs();
    }

    private Answer troubles() {
        List<Map<String, Object>> waiting = cluster.troubles().waiting().stream()
                .map(trouble -> Map.<String, Object>of(
                        "kind", trouble.kind(),
                        "verb", trouble.verb().orElse("any"),
                        "resource", trouble.resource().orElse("any"),
                        "name", trouble.name().orElse("any"),
                        "times", trouble.times()))
                .toList();
        return Answer.ok(Map.of("troubles", waiting));
    }

    private Answer trouble(Request request) {
        cluster.troubles().add(request.json(TroubleOrder.class).trouble());
        return troubles();
    }

    private Answer watches(Request request) {
        switch (one("action", request.json(WatchOrder.class).action(), WatchAction.values())) {
            case EXPIRE -> cluster.watches().expire();
            case SILENCE -> cluster.watches().silence();
            case SPEAK -> cluster.watches().speak();
            case CUT -> cluster.watches().cut();
        }
        return Answer.ok(Map.of("watches", cluster.watches().count()));
    }

    private Answer restart(Request request) {
        RestartOrder order = request.json(RestartOrder.class);
        long downMillis = Limits.millis("downMillis", order.downMillis());
        cluster.stopApi();
        CompletableFuture.delayedExecutor(downMillis, TimeUnit.MILLISECONDS).execute(cluster::startApi);
        return Answer.json(202, Map.of("downMillis", downMillis));
    }

    private Answer heal(Request request) {
        request.json(Nothing.class);
        cluster.heal();
        return gameServers();
    }

    private static <E extends Enum<E>> E one(String name, @Nullable String text, E[] known) {
        return Arrays.stream(known)
                .filter(it -> wordOf(it).equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest("'%s' is one of %s"
                        .formatted(
                                name,
                                Arrays.stream(known)
                                        .map(KubernetesControl::wordOf)
                                        .toList())));
    }

    private static String wordOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

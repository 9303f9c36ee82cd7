package gg.agis.sandbox.kubernetes.agones;

import static gg.agis.sandbox.kubernetes.agones.GameServerState.CREATING;
import static gg.agis.sandbox.kubernetes.agones.GameServerState.PORT_ALLOCATION;
import static gg.agis.sandbox.kubernetes.agones.GameServerState.READY;
import static gg.agis.sandbox.kubernetes.agones.GameServerState.REQUEST_READY;
import static gg.agis.sandbox.kubernetes.agones.GameServerState.SCHEDULED;
import static gg.agis.sandbox.kubernetes.agones.GameServerState.SHUTDOWN;
import static gg.agis.sandbox.kubernetes.agones.GameServerState.STARTING;

import gg.agis.sandbox.kubernetes.object.Change;
import gg.agis.sandbox.kubernetes.object.Kind;
import gg.agis.sandbox.kubernetes.object.Meta;
import gg.agis.sandbox.kubernetes.object.Resources;
import gg.agis.sandbox.kubernetes.object.Store;
import gg.agis.sandbox.kubernetes.workload.Volumes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Agones' controller: each look at a game server moves it one state on. */
public final class GameServerController implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GameServers.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Resources resources;
    private final Store store;
    private final Volumes volumes;
    private final Nodes nodes;
    private final Fate fate;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("agones").factory());

    public GameServerController(Resources resources, Volumes volumes, Fate fate) {
        this.resources = resources;
        this.store = resources.store();
        this.volumes = volumes;
        this.nodes = new Nodes(store);
        this.fate = fate;
        resources.admission(Kind.GAME_SERVER, new GameServerAdmission());
        store.follow(this::noticed);
        fate.onRelease(this::lookAtAll);
        lookAtAll();
    }

    private void noticed(Change change) {
        if (change.kind() == Kind.GAME_SERVER && change.type() != Change.Type.DELETED) {
            plan(change.object());
        }
    }

    private void lookAtAll() {
        store.all(Kind.GAME_SERVER).forEach(this::plan);
    }

    private void plan(ObjectNode gameServer) {
        plan(gameServer, Meta.isDying(gameServer) ? fate.pace().shutdown() : untilNext(stateOf(gameServer)));
    }

    private Duration untilNext(String state) {
        return state.equals(SCHEDULED) ? fate.pace().start() : fate.pace().step();
    }

    private void plan(ObjectNode gameServer, Duration in) {
        CompletableFuture.delayedExecutor(in.toMillis(), TimeUnit.MILLISECONDS, worker)
                .execute(() -> moveSafely(gameServer));
    }

    private void moveSafely(ObjectNode seen) {
        try {
            move(seen);
        } catch (RuntimeException e) {
            log.error("{} cannot be moved on", Meta.name(seen), e);
        }
    }

    /** Does what is next for it, unless somebody has moved it since it was seen. */
    private void move(ObjectNode seen) {
        Store.Key key = Store.Key.of(Kind.GAME_SERVER, seen);
        store.find(key)
                .filter(present -> Meta.uid(present).equals(Meta.uid(seen)))
                .ifPresent(present -> {
                    if (Meta.isDying(present)) {
                        letGo(key, present);
                    } else if (stateOf(present).equals(stateOf(seen))) {
                        moveOn(key, present);
                    }
                });
    }

    private void letGo(Store.Key key, ObjectNode present) {
        if (!fate.holdsDeletions()) {
            store.change(key, gameServer -> {
                Meta.removeFinalizer(gameServer, GameServerAdmission.FINALIZER);
                return gameServer;
            });
        } else {
            log.info("{} may not go yet", Meta.name(present));
        }
    }

    private void moveOn(Store.Key key, ObjectNode present) {
        String state = stateOf(present);
        if (fate.holdsAt(state)) {
            return;
        }
        switch (state) {
            case PORT_ALLOCATION ->
                change(key, state, gameServer -> {
                    nodes.allocatePorts(gameServer);
                    setState(gameServer, CREATING);
                });
            case CREATING -> change(key, state, gameServer -> setState(gameServer, STARTING));
            case STARTING -> schedule(key, present);
            case SCHEDULED -> {
                String next = fate.endOfStart().orElse(REQUEST_READY);
                change(key, state, gameServer -> setState(gameServer, next));
            }
            case REQUEST_READY -> {
                volumes.used(present);
                change(key, state, gameServer -> setState(gameServer, READY));
            }
            case SHUTDOWN -> resources.delete(key, JsonNodeFactory.instance.objectNode());
            default -> log.trace("{} stays {}", key.name(), state);
        }
    }

    // A pod without its volume is pending, and the game server with it.
    private void schedule(Store.Key key, ObjectNode present) {
        if (!volumes.areBound(present)) {
            plan(present, LOOK_AGAIN);
            return;
        }
        change(key, STARTING, gameServer -> {
            nodes.place(gameServer);
            setState(gameServer, SCHEDULED);
        });
    }

    private void change(Store.Key key, String from, Consumer<ObjectNode> how) {
        store.change(key, gameServer -> {
            if (stateOf(gameServer).equals(from)) {
                how.accept(gameServer);
            }
            return gameServer;
        });
    }

    static String stateOf(ObjectNode gameServer) {
        return gameServer.path("status").path("state").asString("");
    }

    static void setState(ObjectNode gameServer, String state) {
        gameServer.withObjectProperty("status").put("state", state);
    }

    @Override
    public void close() {
        worker.shutdownNow();
        // Whatever it is at must be kept before the journal closes.
        worker.close();
    }
}

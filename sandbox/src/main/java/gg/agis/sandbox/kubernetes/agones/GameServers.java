package gg.agis.sandbox.kubernetes.agones;

import gg.agis.sandbox.kubernetes.object.Kind;
import gg.agis.sandbox.kubernetes.object.Meta;
import gg.agis.sandbox.kubernetes.object.Resources;
import gg.agis.sandbox.kubernetes.object.Store;
import gg.agis.sandbox.kubernetes.workload.Volumes;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The cluster's game servers, to be looked at and interfered with. */
public final class GameServers implements AutoCloseable {

    private static final int STARTS_MAX = 10_000;

    private final Store store;
    private final Fate fate;
    private final GameServerController controller;

    public GameServers(Resources resources, Volumes volumes, Pace pace) {
        this.store = resources.store();
        this.fate = new Fate(pace);
        this.controller = new GameServerController(resources, volumes, fate);
    }

    /**
     * One of them.
     *
     * @param dying deleted, but not gone yet
     */
    public record View(
            String namespace,
            String name,
            String state,
            boolean dying,
            Map<String, String> labels,
            List<String> players) {

        static View of(ObjectNode gameServer) {
            return new View(
                    Meta.namespace(gameServer),
                    Meta.name(gameServer),
                    GameServerController.stateOf(gameServer),
                    Meta.isDying(gameServer),
                    Meta.labels(gameServer),
                    gameServer.path("status").path("players").path("ids").values().stream()
                            .map(JsonNode::asString)
                            .toList());
        }
    }

    public List<View> all() {
        return store.all(Kind.GAME_SERVER).stream().map(View::of).toList();
    }

    /** Nothing once it is gone. */
    public Optional<View> find(String name) {
        return all().stream().filter(view -> view.name().equals(name)).findFirst();
    }

    /** The game no longer answers its health checks. */
    public void makeUnhealthy(String name) {
        setState(name, GameServerState.UNHEALTHY);
    }

    /** Puts it into a state, whichever way leads there. */
    public void setState(String name, String state) {
        change(name, gameServer -> GameServerController.setState(gameServer, state));
    }

    /** Who plays there, by the ids that the game gave them; Agones' alpha list of players. */
    public void setPlayers(String name, List<String> ids) {
        change(name, gameServer -> {
            ObjectNode players = gameServer.withObjectProperty("status").withObjectProperty("players");
            players.put("count", ids.size());
            if (!players.has("capacity")) {
                players.put("capacity", 0);
            }
            ArrayNode array = players.putArray("ids");
            ids.forEach(array::add);
        });
    }

    /** Gone in an instant, without anybody being asked. */
    public void vanish(String name) {
        store.forget(key(name));
    }

    public void setPace(Pace pace) {
        fate.setPace(pace);
    }

    public Pace pace() {
        return fate.pace();
    }

    /** None gets beyond this state, until {@link #release()}. */
    public void holdAt(String state) {
        fate.holdAt(state);
    }

    /** The deleted ones stay, dying, until {@link #release()}. */
    public void holdDeletions() {
        fate.holdDeletions();
    }

    public void release() {
        fate.release();
    }

    /** The next starts do not end well, but in {@link GameServerState#UNHEALTHY} or {@link GameServerState#ERROR}. */
    public void endNextStarts(String state, int times) {
        if (times < 1 || times > STARTS_MAX) {
            throw new IllegalArgumentException("1 to %d starts".formatted(STARTS_MAX));
        }
        fate.endStarts(state, times);
    }

    private void change(String name, Consumer<ObjectNode> how) {
        store.change(key(name), gameServer -> {
            how.accept(gameServer);
            return gameServer;
        });
    }

    private Store.Key key(String name) {
        return find(name)
                .map(view -> new Store.Key(Kind.GAME_SERVER, view.namespace(), view.name()))
                .orElseThrow(() -> new NoSuchElementException("There is no game server " + name));
    }

    @Override
    public void close() {
        controller.close();
    }
}

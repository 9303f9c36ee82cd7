package gg.agis.provisioning;

import gg.agis.provisioning.cluster.GameCluster;
import gg.agis.provisioning.cluster.Sighting;
import gg.agis.provisioning.cluster.Sighting.Broken;
import gg.agis.provisioning.cluster.Sighting.Coming;
import gg.agis.provisioning.cluster.Sighting.Gone;
import gg.agis.provisioning.cluster.Sighting.NameTaken;
import gg.agis.provisioning.cluster.Sighting.Running;
import gg.agis.provisioning.server.ServerRow.Game;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A cluster in a map, whose games are ready as soon as they are looked at: for histories of many hours. */
public final class ModelCluster implements GameCluster {

    private final Map<String, Present> games = new ConcurrentHashMap<>();
    private final Map<String, Sighting> seen = new ConcurrentHashMap<>();
    private final Map<UUID, Boolean> volumes = new ConcurrentHashMap<>();
    private volatile Sighting fresh = new Running("10.0.0.1", 7777, null);

    /** As what a game shows itself from now on, once it is made. */
    public void freshGamesAre(Sighting sighting) {
        fresh = sighting;
    }

    public void show(UUID server, int generation, Sighting sighting) {
        seen.put(Game.name(server, generation), sighting);
    }

    public void lose(UUID server, int generation) {
        games.remove(Game.name(server, generation));
    }

    public void leaveBehind(UUID server, int generation) {
        var name = Game.name(server, generation);
        games.put(name, new Present(server, generation, name, false));
    }

    public void isDying(UUID server, int generation) {
        var name = Game.name(server, generation);
        games.put(name, new Present(server, generation, name, true));
    }

    /** Those of a server, by name. */
    public List<String> gamesOf(UUID server) {
        return games.values().stream()
                .filter(game -> game.serverId().equals(server))
                .map(Present::name)
                .sorted()
                .toList();
    }

    public void reset() {
        games.clear();
        seen.clear();
        fresh = new Running("10.0.0.1", 7777, null);
    }

    @Override
    public Sighting look(UUID serverId, int generation) {
        var name = Game.name(serverId, generation);
        var game = games.get(name);
        return game == null || game.dying() ? new Gone() : seen.getOrDefault(name, fresh);
    }

    @Override
    public boolean prepare(Order order) {
        volumes.put(order.serverId(), true);
        return true;
    }

    @Override
    public Sighting make(Order order) {
        var name = Game.name(order.serverId(), order.generation());
        volumes.put(order.serverId(), true);
        var there = games.putIfAbsent(name, new Present(order.serverId(), order.generation(), name, false));
        return there != null && there.dying() ? new NameTaken() : new Coming();
    }

    @Override
    public boolean remove(UUID serverId, int generation) {
        games.remove(Game.name(serverId, generation));
        return true;
    }

    @Override
    public List<Present> all() {
        return new ArrayList<>(new LinkedHashMap<>(games).values());
    }

    @Override
    public List<UUID> volumes() {
        return List.copyOf(volumes.keySet());
    }

    @Override
    public boolean removeVolume(UUID serverId) {
        return volumes.remove(serverId) != null;
    }

    public static Sighting broken() {
        return new Broken("unhealthy");
    }
}

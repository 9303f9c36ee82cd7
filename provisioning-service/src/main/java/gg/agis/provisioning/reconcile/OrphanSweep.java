package gg.agis.provisioning.reconcile;

import gg.agis.common.round.Round;
import gg.agis.provisioning.cluster.ClusterAway;
import gg.agis.provisioning.cluster.GameCluster;
import gg.agis.provisioning.cluster.GameCluster.Present;
import gg.agis.provisioning.save.RequestSave;
import gg.agis.provisioning.save.Restoring;
import gg.agis.provisioning.server.DueServers;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.Servers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Compares what runs with what should: a game that no server wants is deleted, a server whose game is gone is looked at,
 * and the data of a server that has ended is deleted once it is saved, or nobody may come back for it any more.
 */
@Component
class OrphanSweep implements Round {

    private static final Logger log = LoggerFactory.getLogger(OrphanSweep.class);
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final Duration DATA_KEPT = Duration.ofDays(30);

    private final GameCluster cluster;
    private final Servers servers;
    private final DueServers due;
    private final Ended ended;
    private final Counter games;
    private final Counter lost;
    private final Clock clock;

    OrphanSweep(
            GameCluster cluster, Servers servers, DueServers due, Ended ended, MeterRegistry registry, Clock clock) {
        this.cluster = cluster;
        this.servers = servers;
        this.due = due;
        this.ended = ended;
        this.games = counter(registry, "game");
        this.lost = counter(registry, "server");
        this.clock = clock;
    }

    /** What is left of a server that has ended. */
    @Component
    record Ended(Restoring restoring, RequestSave requestSave) {

        private boolean isSaved(UUID serverId) {
            return restoring.abandon(serverId) && requestSave.atTheEnd(serverId, DATA_KEPT);
        }
    }

    private static Counter counter(MeterRegistry registry, String what) {
        return Counter.builder("agis.provisioning.orphans")
                .description("Games without a server that wants them, and servers whose game is gone")
                .tag("what", what)
                .register(registry);
    }

    @Override
    public String name() {
        return "orphans";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public void make() {
        try {
            sweepGames();
            sweepVolumes();
        } catch (ClusterAway e) {
            log.info("Nothing is swept while the cluster is away: {}", e.toString());
        }
    }

    private void sweepGames() {
        // In this order: whoever begins to want a game after this is not yet in the list, and is left alone.
        var running = servers.withGames();
        var present = cluster.all();
        var wanted = servers.findAll(present.stream().map(Present::serverId).collect(Collectors.toSet()));
        for (var game : present) {
            if (!game.dying() && !isWanted(game, wanted) && cluster.remove(game.serverId(), game.generation())) {
                log.warn("{} was wanted by no server and is deleted", game.name());
                games.increment();
            }
        }
        var there = new HashSet<String>();
        present.stream().filter(game -> !game.dying()).forEach(game -> there.add(game.name()));
        var gone = running.stream()
                .filter(server -> !there.contains(server.gameName()))
                .map(Servers.WithGame::serverId)
                .toList();
        if (!gone.isEmpty()) {
            lost.increment(gone.size());
            due.nudge(gone, clock.instant());
        }
    }

    private static boolean isWanted(Present game, List<Server> servers) {
        return servers.stream()
                .anyMatch(server -> server.id().equals(game.serverId())
                        && server.state().hasGame()
                        && server.game().generation() == game.generation());
    }

    private void sweepVolumes() {
        var volumes = cluster.volumes();
        var known = servers.findAll(volumes);
        var until = clock.instant().minus(DATA_KEPT);
        for (UUID volume : volumes) {
            known.stream()
                    .filter(server -> server.id().equals(volume))
                    .filter(server -> server.state().isFinal())
                    .filter(server -> ended.isSaved(volume) || server.since().isBefore(until))
                    .forEach(server -> cluster.removeVolume(volume));
        }
    }
}

package gg.agis.provisioning.reconcile;

import gg.agis.provisioning.cluster.GameCluster;
import gg.agis.provisioning.cluster.GameCluster.Order;
import gg.agis.provisioning.cluster.Sighting;
import gg.agis.provisioning.funding.Purpose;
import gg.agis.provisioning.save.Restoring;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerRow.Game;
import gg.agis.provisioning.template.Templates;
import org.springframework.stereotype.Component;

/** Has the cluster do what a server's committed row says: the present game there, those before it gone. */
@Component
class GameTending {

    /** What came of it: how the present game is, and up to which one all are gone. */
    record Tended(Sighting seen, int clearedTo) {}

    private final GameCluster cluster;
    private final Restoring restoring;
    private final Templates templates;

    GameTending(GameCluster cluster, Restoring restoring, Templates templates) {
        this.cluster = cluster;
        this.restoring = restoring;
        this.templates = templates;
    }

    Tended tend(Server server) {
        boolean wanted = server.state().hasGame();
        var game = server.game();
        int cleared = clear(server, wanted ? game.generation() - 1 : game.generation());
        return new Tended(wanted ? look(server, game) : new Sighting.Gone(), cleared);
    }

    private int clear(Server server, int last) {
        int cleared = server.game().cleared();
        while (cleared < last && cluster.remove(server.id(), cleared + 1)) {
            cleared++;
        }
        return cleared;
    }

    private Sighting look(Server server, Game game) {
        var seen = cluster.look(server.id(), game.generation());
        if (!(seen instanceof Sighting.Gone) || game.seen()) {
            return seen;
        }
        var order = new Order(
                server.id(),
                server.guildId(),
                game.generation(),
                Purpose.start().requestId(server.id()),
                templates.get(server.template()));
        return restoring.isNeeded(server.id()) ? restore(order) : cluster.make(order);
    }

    /** Nobody plays on data that are not there yet. */
    private Sighting restore(Order order) {
        if (!cluster.prepare(order)) {
            return new Sighting.Unknown("there is no volume to restore to");
        }
        return switch (restoring.tend(order.serverId())) {
            case READY -> cluster.make(order);
            case UNDER_WAY -> new Sighting.Preparing();
            case DAMAGED -> new Sighting.Broken("save-damaged");
            case FAILED -> new Sighting.Broken("restore-failed");
        };
    }
}

package gg.agis.provisioning.command;

import gg.agis.common.outbox.Outbox;
import gg.agis.common.token.Caller;
import gg.agis.provisioning.command.Commanded.Done;
import gg.agis.provisioning.command.Commanded.WrongState;
import gg.agis.provisioning.life.Life;
import gg.agis.provisioning.life.LifeMetrics;
import gg.agis.provisioning.person.People;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import gg.agis.provisioning.server.Servers;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people tell a server to do. Told again, it is as it was after the first time. */
@Component
class CommandServer {

    private static final String WITHDRAWN = "withdrawn";
    private static final Set<ServerState> RESTING = EnumSet.of(ServerState.ASLEEP, ServerState.SUSPENDED);

    private final Servers servers;
    private final Approvals approvals;
    private final People people;
    private final Life life;
    private final Word word;

    CommandServer(Servers servers, Approvals approvals, People people, Life life, Word word) {
        this.servers = servers;
        this.approvals = approvals;
        this.people = people;
        this.life = life;
        this.word = word;
    }

    /** How what was done is told, and when it was. */
    @Component
    record Word(Outbox outbox, LifeMetrics metrics, Clock clock) {}

    /** One officer agrees; whoever agrees after enough have is told how it stands. */
    @Transactional
    public Commanded approve(UUID id, Caller officer) {
        var server = lock(id);
        if (!server.is(ServerState.REQUESTED)) {
            boolean wasApproved =
                    !server.is(ServerState.REFUSED) && !server.state().isFinal();
            return wasApproved ? new Done(server) : new WrongState(server);
        }
        var now = word.clock().instant();
        if (approvals.add(id, people.idOf(officer), now)) {
            int given = approvals.given(id).size();
            int needed = server.order().approvalsNeeded();
            word.outbox()
                    .publish(Facts.of(server, now)
                            .approved(officer.playerId().orElse(officer.subject()), needed, given));
            if (given >= needed) {
                server.approve(now);
            }
            life.goOn(server);
        }
        return new Done(server);
    }

    @Transactional
    public Commanded reject(UUID id, String reason) {
        var server = lock(id);
        if (!server.is(ServerState.REQUESTED)) {
            return new WrongState(server);
        }
        refuse(server, reason);
        return new Done(server);
    }

    /** It ends as soon as what was asked of the treasury is settled; twice is as good as once. */
    @Transactional
    public Commanded terminate(UUID id) {
        var server = lock(id);
        if (server.is(ServerState.REQUESTED)) {
            refuse(server, WITHDRAWN);
        } else if (!server.state().isFinal() && !server.is(ServerState.STOPPING)) {
            server.stop("terminated", false, word.clock().instant());
            life.goOn(server);
        }
        return new Done(server);
    }

    @Transactional
    public Commanded wake(UUID id) {
        var server = lock(id);
        if (RESTING.contains(server.state())) {
            server.wantAwake(word.clock().instant());
            life.goOn(server);
        } else if (!server.state().hasGame()) {
            return new WrongState(server);
        }
        return new Done(server);
    }

    @Transactional
    public Commanded renewBy(UUID id, boolean itself) {
        var server = lock(id);
        if (server.state().isFinal() || server.is(ServerState.STOPPING)) {
            return new WrongState(server);
        }
        server.renewBy(itself);
        life.goOn(server);
        return new Done(server);
    }

    private void refuse(Server server, String reason) {
        var now = word.clock().instant();
        server.refuse(reason, now);
        word.outbox().publish(Facts.of(server, now).refused(reason));
        word.metrics().refused(server.template());
        servers.store(server);
    }

    private Server lock(UUID id) {
        return servers.lock(id).orElseThrow();
    }
}

package gg.agis.provisioning.save;

import gg.agis.common.token.Caller;
import gg.agis.provisioning.person.People;
import gg.agis.provisioning.save.Save.Origin;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import gg.agis.provisioning.server.Servers;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes down that a server's data is to be saved: because an officer asks for it, or because the server has ended. */
@Component
public class RequestSave {

    private static final Set<ServerState> HAS_DATA =
            EnumSet.of(ServerState.ACTIVE, ServerState.ASLEEP, ServerState.SUSPENDED);

    private final Servers servers;
    private final Saves saves;
    private final People people;
    private final SaveSettings settings;
    private final Clock clock;

    RequestSave(Servers servers, Saves saves, People people, SaveSettings settings, Clock clock) {
        this.servers = servers;
        this.saves = saves;
        this.people = people;
        this.settings = settings;
        this.clock = clock;
    }

    /** What becomes of an officer's wish. */
    sealed interface Outcome {

        /** One at a time: whoever asks meanwhile is told of the same. */
        record Accepted(Save save) implements Outcome {}

        record WrongState(ServerState state) implements Outcome {}

        record TooMany(int keptMax) implements Outcome {}
    }

    @Transactional
    public Outcome export(UUID serverId, Caller officer) {
        var server = servers.lock(serverId).orElseThrow();
        var before = saves.ofServer(serverId);
        var onTheWay = before.stream().filter(save -> save.state().isOnTheWay()).findFirst();
        if (onTheWay.isPresent()) {
            return new Outcome.Accepted(onTheWay.get());
        }
        if (!HAS_DATA.contains(server.state())) {
            return new Outcome.WrongState(server.state());
        }
        if (countKept(before) >= settings.keptMax()) {
            return new Outcome.TooMany(settings.keptMax());
        }
        var save = Save.requested(new Origin(
                serverId, server.guildId(), "export:" + (before.size() + 1), people.idOf(officer), clock.instant()));
        saves.add(save);
        return new Outcome.Accepted(save);
    }

    /**
     * Sees to it that the data of a server that has ended is saved.
     *
     * @return whether that has been done, or there was nothing to save: nobody has ever played on it
     */
    @Transactional
    public boolean atTheEnd(UUID serverId, Duration patience) {
        var server = servers.lock(serverId).orElseThrow();
        if (!server.everActive()) {
            return true;
        }
        if (!settings.isOn()) {
            return false;
        }
        var before = saves.ofServer(serverId);
        var last = before.stream().filter(Save::isTheLast).findFirst();
        if (last.isPresent()) {
            return last.get().bytes() != null;
        }
        boolean isFree = before.stream().noneMatch(save -> save.state().isOnTheWay());
        if (isFree && isInTime(server, patience)) {
            saves.add(Save.requested(new Origin(serverId, server.guildId(), Save.AT_THE_END, null, clock.instant())));
        }
        return false;
    }

    private boolean isInTime(Server server, Duration patience) {
        return clock.instant().isBefore(server.since().plus(patience));
    }

    private static long countKept(List<Save> saves) {
        return saves.stream()
                .filter(save -> save.is(SaveState.MADE) || save.is(SaveState.DAMAGED))
                .count();
    }
}

package gg.agis.provisioning.save;

import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import gg.agis.provisioning.save.RequestSave.Outcome;
import gg.agis.provisioning.save.Saves.Named;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import gg.agis.provisioning.server.Servers;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Saves of a guild's servers: members see them, officers have them made and fetch them. */
@RestController
class SaveController {

    private static final Instant NEWEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID LAST = new UUID(-1, -1);

    private final Servers servers;
    private final Saves saves;
    private final RequestSave requestSave;
    private final SaveFiles files;
    private final SaveSettings settings;
    private final Clock clock;

    SaveController(
            Servers servers,
            Saves saves,
            RequestSave requestSave,
            SaveFiles files,
            SaveSettings settings,
            Clock clock) {
        this.servers = servers;
        this.saves = saves;
        this.requestSave = requestSave;
        this.files = files;
        this.settings = settings;
        this.clock = clock;
    }

    record SaveView(
            UUID saveId,
            UUID serverId,
            String server,
            String template,
            String state,
            @Nullable Long bytes,
            Instant requestedAt,
            @Nullable Instant expiresAt,
            @Nullable String reason) {

        static SaveView of(Save save, String server, String template) {
            return new SaveView(
                    save.id(),
                    save.origin().serverId(),
                    server,
                    template,
                    save.state().wireName(),
                    save.bytes(),
                    save.origin().at(),
                    save.expiresAt(),
                    save.reason());
        }
    }

    record Download(UUID saveId, URI url, Instant expiresAt) {}

    /** Whoever asks while one is on its way is told of that one. */
    @PostMapping("/api/servers/{id}/export")
    @ResponseStatus(HttpStatus.ACCEPTED)
    SaveView export(@PathVariable UUID id, Caller caller) {
        var server = seenBy(caller, id);
        caller.requireOfficer(server.guildId());
        requireStorage();
        return switch (requestSave.export(id, caller)) {
            case Outcome.Accepted(Save save) -> SaveView.of(save, server.name(), server.template());
            case Outcome.WrongState(ServerState state) ->
                throw Problem.conflict(
                                "invalid-state",
                                "This server is %s; there is nothing to save now.".formatted(state.wireName()))
                        .with("state", state.wireName());
            case Outcome.TooMany(int keptMax) ->
                throw Problem.conflict(
                                "save-quota-reached",
                                "%d saves of this server are kept. Wait until one has expired.".formatted(keptMax))
                        .with("savesMax", keptMax);
        };
    }

    /** Newest first. */
    @GetMapping("/api/guilds/{guildId:[0-9]{1,20}}/saves")
    Page<SaveView> list(@PathVariable String guildId, Slice slice, Caller caller) {
        caller.requireMember(guildId);
        var before = slice.after()
                .map(cursor -> Instant.parse(cursor.substring(0, cursor.indexOf(' '))))
                .orElse(NEWEST);
        var behind = slice.after()
                .map(cursor -> UUID.fromString(cursor.substring(cursor.indexOf(' ') + 1)))
                .orElse(LAST);
        var found = saves.ofGuild(guildId, before, behind, slice.rowsMax()).stream()
                .map(SaveController::view)
                .toList();
        return slice.page(found, view -> view.requestedAt() + " " + view.saveId());
    }

    /** A link that lapses soon; what it leads to can be read with the suite's key alone. */
    @GetMapping("/api/saves/{id}/download")
    Download download(@PathVariable UUID id, Caller caller) {
        var save = saves.find(id)
                .filter(found -> caller.memberOf(found.origin().guildId()))
                .orElseThrow(() -> Problem.notFound("There is no such save that you could see."));
        caller.requireOfficer(save.origin().guildId());
        requireStorage();
        if (!save.is(SaveState.MADE)) {
            throw Problem.conflict(
                            "invalid-state",
                            "This save is %s; there is nothing to fetch."
                                    .formatted(save.state().wireName()))
                    .with("state", save.state().wireName());
        }
        return new Download(
                id, files.link(save, settings.linkValid()), clock.instant().plus(settings.linkValid()));
    }

    private static SaveView view(Named named) {
        return SaveView.of(named.save(), named.server(), named.template());
    }

    /** Another guild's server does not exist. */
    private Server seenBy(Caller caller, UUID id) {
        return servers.find(id)
                .filter(server -> caller.memberOf(server.guildId()))
                .orElseThrow(() -> Problem.notFound("There is no such server that you could see."));
    }

    private void requireStorage() {
        if (!settings.isOn()) {
            throw Problem.unavailable("Saves are not set up here.", Duration.ofHours(1));
        }
    }
}

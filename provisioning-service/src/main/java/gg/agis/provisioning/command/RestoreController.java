package gg.agis.provisioning.command;

import gg.agis.common.id.MadeId;
import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.idempotency.IdempotencyKey;
import gg.agis.common.web.idempotency.Idempotent;
import gg.agis.provisioning.command.ServerView.Views;
import gg.agis.provisioning.save.Restoring;
import gg.agis.provisioning.save.Save;
import gg.agis.provisioning.save.SaveFiles;
import gg.agis.provisioning.save.SaveFiles.Finding;
import gg.agis.provisioning.save.SaveState;
import gg.agis.provisioning.save.Saves;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.Servers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A new server that starts from what was saved of another: asked for, approved and paid like every server. */
@RestController
class RestoreController {

    private final Servers servers;
    private final Saves saves;
    private final SaveFiles files;
    private final Restoring restoring;
    private final RequestServer requestServer;
    private final Views views;

    RestoreController(
            Servers servers,
            Saves saves,
            SaveFiles files,
            Restoring restoring,
            RequestServer requestServer,
            Views views) {
        this.servers = servers;
        this.saves = saves;
        this.files = files;
        this.restoring = restoring;
        this.requestServer = requestServer;
        this.views = views;
    }

    record SaveWanted(
            @NotNull UUID saveId,
            @NotNull Integer hours,
            @NotNull Boolean autoRenew) {}

    @Idempotent
    @PostMapping("/api/servers/{id}/restore")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ServerView restore(
            @PathVariable UUID id, @Valid @RequestBody SaveWanted wanted, IdempotencyKey key, Caller caller) {
        var saved = seenBy(caller, id);
        caller.requireOfficer(saved.guildId());
        int hours = Answers.positive(wanted.hours());
        if (!files.isOn()) {
            throw Problem.unavailable("Saves are not set up here.", Duration.ofHours(1));
        }
        requireWhole(saveOf(saved, wanted.saveId()));
        var wish = new Wish(saved.guildId(), saved.template(), null, hours, wanted.autoRenew(), wanted.saveId());
        return views.of(Answers.taken(
                requestServer.request(MadeId.of("server", key.cause().toString()), wish, caller)));
    }

    private Save saveOf(Server server, UUID saveId) {
        return saves.find(saveId)
                .filter(save -> save.origin().serverId().equals(server.id()))
                .orElseThrow(() -> Problem.notFound(
                        "There is no such save of this server. GET /api/guilds/{guildId}/saves lists them."));
    }

    /** Before anybody pays for it. What cannot be read in the time that a caller waits is checked by the job. */
    private void requireWhole(Save save) {
        if (save.state() == SaveState.MADE && files.inspect(save) == Finding.DAMAGED) {
            restoring.damaged(save.id());
            throw damaged();
        }
        if (save.state() == SaveState.DAMAGED) {
            throw damaged();
        }
        if (save.state() != SaveState.MADE) {
            var state = save.state().wireName();
            throw Problem.conflict("invalid-state", "This save is %s; nothing can start from it.".formatted(state))
                    .with("state", state);
        }
    }

    private static Problem damaged() {
        return Problem.unprocessable(
                "save-damaged",
                "This save is not what was saved any more, and is refused. Take another; nothing was charged.");
    }

    /** Another guild's server does not exist. */
    private Server seenBy(Caller caller, UUID id) {
        return servers.find(id)
                .filter(server -> caller.memberOf(server.guildId()))
                .orElseThrow(() -> Problem.notFound("There is no such server that you could see."));
    }
}

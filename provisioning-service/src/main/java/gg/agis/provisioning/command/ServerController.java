package gg.agis.provisioning.command;

import gg.agis.common.id.MadeId;
import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.idempotency.IdempotencyKey;
import gg.agis.common.web.idempotency.Idempotent;
import gg.agis.provisioning.command.ServerView.Views;
import gg.agis.provisioning.policy.Policies;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.Servers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A guild's servers: officers ask for them and tell them what to do, members see them. */
@RestController
@RequestMapping("/api/servers")
class ServerController {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9 _-]{0,31}";

    private final Servers servers;
    private final RequestServer requestServer;
    private final CommandServer command;
    private final ExtendServer extendServer;
    private final Policies policies;
    private final Views views;

    ServerController(
            Servers servers,
            RequestServer requestServer,
            CommandServer command,
            ExtendServer extendServer,
            Policies policies,
            Views views) {
        this.servers = servers;
        this.requestServer = requestServer;
        this.command = command;
        this.extendServer = extendServer;
        this.policies = policies;
        this.views = views;
    }

    record Wanted(
            @NotBlank @Pattern(regexp = "[0-9]{1,20}") String guildId,
            @NotBlank @Size(max = 40) String template,

            @Pattern(regexp = NAME, message = "is up to 32 letters, digits, spaces, '-' and '_'") @Nullable
            String name,

            @NotNull Integer hours,
            @NotNull Boolean autoRenew) {}

    record Reason(@NotBlank @Size(max = 200) String reason) {}

    record More(@NotNull Integer hours) {}

    record Renewal(@NotNull Boolean autoRenew) {}

    @Idempotent
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    ServerView request(@Valid @RequestBody Wanted wanted, IdempotencyKey key, Caller caller) {
        caller.requireOfficer(wanted.guildId());
        int hours = Answers.positive(wanted.hours());
        var wish = new Wish(wanted.guildId(), wanted.template(), wanted.name(), hours, wanted.autoRenew(), null);
        return views.of(Answers.taken(
                requestServer.request(MadeId.of("server", key.cause().toString()), wish, caller)));
    }

    @GetMapping("/{id}")
    ServerView show(@PathVariable UUID id, Caller caller) {
        return views.of(seenBy(caller, id));
    }

    @PostMapping("/{id}/approve")
    ServerView approve(@PathVariable UUID id, Caller caller) {
        caller.requireOfficer(seenBy(caller, id).guildId());
        return answer(command.approve(id, caller));
    }

    @PostMapping("/{id}/reject")
    ServerView reject(@PathVariable UUID id, @Valid @RequestBody Reason reason, Caller caller) {
        caller.requireOfficer(seenBy(caller, id).guildId());
        return answer(command.reject(id, reason.reason()));
    }

    @Idempotent
    @PostMapping("/{id}/extend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ServerView extend(@PathVariable UUID id, @Valid @RequestBody More more, IdempotencyKey key, Caller caller) {
        caller.requireOfficer(seenBy(caller, id).guildId());
        return answer(extendServer.extend(id, Answers.positive(more.hours()), key.cause()));
    }

    @PostMapping("/{id}/terminate")
    ServerView terminate(@PathVariable UUID id, Caller caller) {
        caller.requireOfficer(seenBy(caller, id).guildId());
        return answer(command.terminate(id));
    }

    /** Any member may, where the guild allows that; else officers. */
    @PostMapping("/{id}/wake")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ServerView wake(@PathVariable UUID id, Caller caller) {
        var guildId = seenBy(caller, id).guildId();
        if (!policies.of(guildId).wakeOnDemand()) {
            caller.requireOfficer(guildId);
        }
        return answer(command.wake(id));
    }

    @PutMapping("/{id}/auto-renew")
    ServerView renew(@PathVariable UUID id, @Valid @RequestBody Renewal renewal, Caller caller) {
        caller.requireOfficer(seenBy(caller, id).guildId());
        return answer(command.renewBy(id, renewal.autoRenew()));
    }

    /** Another guild's server does not exist. */
    private Server seenBy(Caller caller, UUID id) {
        return servers.find(id)
                .filter(server -> caller.memberOf(server.guildId()))
                .orElseThrow(() -> Problem.notFound(
                        "There is no such server that you could see. Check its id, and which guild you are in."));
    }

    private ServerView answer(Commanded commanded) {
        return switch (commanded) {
            case Commanded.Done(Server server) -> views.of(server);
            case Commanded.WrongState(Server server) ->
                throw Problem.conflict(
                                "invalid-state",
                                "This server is %s; that cannot be done with it now."
                                        .formatted(server.state().wireName()))
                        .with("state", server.state().wireName());
            case Commanded.TooLong(int hoursMax) -> throw Answers.invalidDuration(hoursMax);
            case Commanded.Lacking(long missing) -> throw Answers.insufficientFunds(missing);
        };
    }
}

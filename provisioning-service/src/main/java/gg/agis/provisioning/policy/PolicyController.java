package gg.agis.provisioning.policy;

import gg.agis.common.token.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a guild allows: members read it, officers set it. */
@RestController
@RequestMapping("/api/guilds/{guildId:[0-9]{1,20}}/server-policy")
class PolicyController {

    private static final long GC_MAX = 1_000_000_000L;

    private final Policies policies;

    PolicyController(Policies policies) {
        this.policies = policies;
    }

    record Wanted(
            @NotNull @PositiveOrZero @Max(GC_MAX) Long autoApproveBelowGc,
            @NotNull @Min(1) @Max(10) Integer approvalsNeeded,
            @NotNull @PositiveOrZero @Max(50) Integer serversMax,
            @NotNull @Min(1) @Max(720) Integer hoursMax,
            @Min(5) @Max(1440) @Nullable Integer sleepAfterMinutes,
            @NotNull Boolean wakeOnDemand) {}

    @GetMapping
    ServerPolicy show(@PathVariable String guildId, Caller caller) {
        caller.requireMember(guildId);
        return policies.of(guildId);
    }

    /** All of it at once; without {@code sleepAfterMinutes} servers never fall asleep. */
    @PutMapping
    ServerPolicy change(@PathVariable String guildId, @Valid @RequestBody Wanted wanted, Caller caller) {
        caller.requireOfficer(guildId);
        policies.set(
                guildId,
                new ServerPolicy(
                        wanted.autoApproveBelowGc(),
                        wanted.approvalsNeeded(),
                        wanted.serversMax(),
                        wanted.hoursMax(),
                        wanted.sleepAfterMinutes(),
                        wanted.wakeOnDemand()));
        return policies.of(guildId);
    }
}

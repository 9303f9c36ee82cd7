package gg.agis.ads.consent;

import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/ads/players/{playerId}/consent")
class ConsentController {

    private final Consents consents;
    private final ChangeConsent changeConsent;

    ConsentController(Consents consents, ChangeConsent changeConsent) {
        this.consents = consents;
        this.changeConsent = changeConsent;
    }

    record Change(
            @NotNull Boolean granted,

            @NotNull @Size(min = 1, max = 32) @Pattern(regexp = "[A-Za-z0-9._-]*")
            String policyVersion) {}

    @GetMapping
    Consent show(@PathVariable String playerId, Caller caller) {
        caller.requireSelfOrAdmin(playerId);
        return consents.find(playerId)
                .orElseThrow(() -> Problem.notFound("This player has said nothing about consent yet."));
    }

    @PutMapping
    Consent change(@PathVariable String playerId, @Valid @RequestBody Change change, Caller caller) {
        caller.requireSelfOrAdmin(playerId);
        return changeConsent.change(playerId, change.granted(), change.policyVersion());
    }

    /** Withdraws what was granted, under the policy that it was granted for. */
    @DeleteMapping
    Consent withdraw(@PathVariable String playerId, Caller caller) {
        caller.requireSelfOrAdmin(playerId);
        var present = consents.find(playerId)
                .orElseThrow(() -> Problem.notFound("This player has given no consent that could be withdrawn."));
        return changeConsent.change(playerId, false, present.policyVersion());
    }
}

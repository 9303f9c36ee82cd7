package gg.agis.ads.offer;

import gg.agis.ads.offer.OfferLinks.Offer;
import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OfferController {

    private final OfferLinks links;

    OfferController(OfferLinks links) {
        this.links = links;
    }

    record Offers(List<Offer> items) {}

    /** Of the one who asks; without a guild, what they earn is for the one that they have chosen. */
    @GetMapping("/api/ads/offers")
    Offers show(
            @RequestParam(required = false) @Pattern(regexp = "[1-9][0-9]{16,18}") @Nullable String guildId,
            Caller caller) {
        var playerId = caller.playerId()
                .orElseThrow(() -> Problem.forbidden("Offers are for players; sign in with Discord to see them."));
        return new Offers(links.of(playerId, guildId));
    }
}

package gg.agis.provisioning.listing;

import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.Servers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Servers that guilds show to everybody who has signed in. */
@RestController
class PublicServerController {

    private static final Instant NEWEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID LAST = new UUID(-1, -1);

    private final Listings listings;
    private final ReviewServer reviewServer;
    private final Servers servers;

    PublicServerController(Listings listings, ReviewServer reviewServer, Servers servers) {
        this.listings = listings;
        this.reviewServer = reviewServer;
        this.servers = servers;
    }

    record Opinion(
            @NotNull @Min(1) @Max(5) Integer stars,
            @NotNull @Size(max = 1000) String text) {}

    record Listed(UUID serverId, boolean listed) {}

    @PostMapping("/api/servers/{id}/publish")
    Listed publish(@PathVariable UUID id, Caller caller) {
        var server = own(id, caller);
        if (server.state().isFinal()) {
            throw Problem.conflict("invalid-state", "This server has come to its end; there is nothing to show.");
        }
        listings.publish(id);
        return new Listed(id, true);
    }

    @PostMapping("/api/servers/{id}/unpublish")
    Listed unpublish(@PathVariable UUID id, Caller caller) {
        own(id, caller);
        listings.unpublish(id);
        return new Listed(id, false);
    }

    /** Newest first; only those that run. */
    @GetMapping("/api/public-servers")
    Page<PublicServer> list(Slice slice, Caller caller) {
        requireSomebody(caller);
        var found = listings.running(before(slice), behind(slice), slice.rowsMax());
        return slice.page(found, server -> server.listedAt() + " " + server.serverId());
    }

    @GetMapping("/api/public-servers/{id}/reviews")
    Page<Review> reviews(@PathVariable UUID id, Slice slice, Caller caller) {
        requireSomebody(caller);
        requirePublic(id);
        var found = listings.reviewsOf(id, before(slice), behind(slice), slice.rowsMax());
        return slice.page(found, review -> review.at() + " " + review.reviewId());
    }

    /** One of each person, who may change it; not of the guild's own members. */
    @PutMapping("/api/public-servers/{id}/reviews")
    Review review(@PathVariable UUID id, @Valid @RequestBody Opinion opinion, Caller caller) {
        if (!caller.isPerson()) {
            throw Problem.forbidden("Only players review servers.");
        }
        var server = requirePublic(id);
        if (caller.guilds().containsKey(server.guildId())) {
            throw Problem.forbidden("This is your own guild's server; members of other guilds review it.");
        }
        return reviewServer
                .say(id, opinion.stars(), opinion.text(), caller)
                .orElseThrow(() ->
                        Problem.conflict("review-removed", "A moderator has taken your review of this server away."));
    }

    @DeleteMapping("/api/public-servers/{id}/reviews/{reviewId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, @PathVariable UUID reviewId, Caller caller) {
        caller.requireMod();
        if (!reviewServer.remove(id, reviewId, caller)) {
            throw Problem.notFound("There is no such review of this server. Check both ids.");
        }
    }

    private Server own(UUID id, Caller caller) {
        var server = servers.find(id)
                .filter(found -> caller.memberOf(found.guildId()))
                .orElseThrow(PublicServerController::unseen);
        caller.requireOfficer(server.guildId());
        return server;
    }

    private Server requirePublic(UUID id) {
        if (!listings.isPublic(id)) {
            throw unseen();
        }
        return servers.find(id).orElseThrow(PublicServerController::unseen);
    }

    private static void requireSomebody(Caller caller) {
        if (caller.isAnonymous()) {
            throw Problem.unauthenticated("Public servers are for those who have signed in.");
        }
    }

    private static Problem unseen() {
        return Problem.notFound("There is no such server that you could see. Check its id.");
    }

    private static Instant before(Slice slice) {
        return slice.after()
                .map(cursor -> Instant.parse(cursor.substring(0, cursor.indexOf(' '))))
                .orElse(NEWEST);
    }

    private static UUID behind(Slice slice) {
        return slice.after()
                .map(cursor -> UUID.fromString(cursor.substring(cursor.indexOf(' ') + 1)))
                .orElse(LAST);
    }
}

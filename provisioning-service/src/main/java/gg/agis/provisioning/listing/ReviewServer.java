package gg.agis.provisioning.listing;

import gg.agis.common.token.Caller;
import gg.agis.provisioning.audit.AuditLog;
import gg.agis.provisioning.person.People;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says what one thinks of a server, or takes away what somebody should not have said. */
@Component
class ReviewServer {

    private final Listings listings;
    private final People people;
    private final AuditLog audit;

    ReviewServer(Listings listings, People people, AuditLog audit) {
        this.listings = listings;
        this.people = people;
        this.audit = audit;
    }

    @Transactional
    public Optional<Review> say(UUID serverId, int stars, String text, Caller author) {
        return listings.say(serverId, people.idOf(author), stars, text);
    }

    /** Whether there was such a review. */
    @Transactional
    public boolean remove(UUID serverId, UUID reviewId, Caller moderator) {
        if (!listings.remove(serverId, reviewId)) {
            return false;
        }
        audit.record(moderator, "review-removed", "review:" + reviewId, "moderated");
        return true;
    }
}

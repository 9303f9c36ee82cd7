package gg.agis.ads.review;

import gg.agis.ads.conversion.Conversion;
import gg.agis.ads.conversion.HeldConversions;
import gg.agis.ads.conversion.Status;
import gg.agis.ads.review.Reviews.Decision;
import gg.agis.ads.review.Reviews.Review;
import gg.agis.common.token.Caller;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Ends what is held, by an operator's word or because its time has come; whichever is first. */
@Component
class ReviewHeld {

    static final int DUE_MAX = 200;

    private static final String REFUSED = "refused";

    /** What an operator's word has done. */
    sealed interface Reviewed {

        /**
         * It is decided so.
         *
         * @param repeated whether it was so before
         */
        record Done(Conversion conversion, Review review, boolean repeated) implements Reviewed {}

        record Unknown() implements Reviewed {}

        record NotHeld(Status status) implements Reviewed {}
    }

    private final HeldConversions held;
    private final Reviews reviews;
    private final Clock clock;

    ReviewHeld(HeldConversions held, Reviews reviews, Clock clock) {
        this.held = held;
        this.reviews = reviews;
        this.clock = clock;
    }

    @Transactional
    Reviewed review(UUID conversionId, Decision decision, String reason, Caller operator) {
        var conversion = held.lock(List.of(conversionId)).get(conversionId);
        if (conversion == null) {
            return new Reviewed.Unknown();
        }
        var before = reviews.find(conversionId);
        if (before.filter(review -> review.decision().equals(decision.word())).isPresent()) {
            return new Reviewed.Done(conversion, before.get(), true);
        }
        if (conversion.status() != Status.HELD) {
            return new Reviewed.NotHeld(conversion.status());
        }
        reviews.add(conversionId, decision, reason, operator);
        switch (decision) {
            case APPROVED -> held.release(List.of(conversion));
            case REJECTED -> held.refuse(List.of(conversion), REFUSED);
        }
        return new Reviewed.Done(conversion, reviews.find(conversionId).orElseThrow(), false);
    }

    /** Credits what was held for as long as it should be, {@value #DUE_MAX} at most. */
    @Transactional
    List<Conversion> releaseDue() {
        var now = clock.instant();
        var due = held.lock(held.due(now, DUE_MAX)).values().stream()
                // Another replica, an operator or the network may have been there in between.
                .filter(conversion -> conversion.status() == Status.HELD)
                .toList();
        if (!due.isEmpty()) {
            held.release(due);
        }
        return due;
    }
}

package gg.agis.ads.review;

import gg.agis.ads.conversion.ConversionMetrics;
import gg.agis.ads.conversion.Status;
import gg.agis.ads.review.ReviewHeld.Reviewed;
import gg.agis.ads.review.Reviews.Decision;
import gg.agis.ads.review.Reviews.Held;
import gg.agis.ads.review.Reviews.Review;
import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where operators see what is held, and decide about it. */
@RestController
@RequestMapping("/api/ads/reviews")
class ReviewController {

    private final Reviews reviews;
    private final ReviewHeld reviewHeld;
    private final ConversionMetrics metrics;

    ReviewController(Reviews reviews, ReviewHeld reviewHeld, ConversionMetrics metrics) {
        this.reviews = reviews;
        this.reviewHeld = reviewHeld;
        this.metrics = metrics;
    }

    record Why(@NotBlank @Size(max = 200) String reason) {}

    record Answer(UUID conversionId, String decision, String by, String reason, Instant at) {

        static Answer of(UUID conversionId, Review review) {
            return new Answer(conversionId, review.decision(), review.by(), review.reason(), review.at());
        }
    }

    /** What is released next comes first. */
    @GetMapping
    Page<Held> list(Slice slice, Caller caller) {
        caller.requireMod();
        var position = slice.after().map(cursor -> cursor.split(" ")).orElse(null);
        var found = position == null
                ? reviews.heldAfter(Instant.EPOCH, new UUID(0, 0), slice.rowsMax())
                : reviews.heldAfter(Instant.parse(position[0]), UUID.fromString(position[1]), slice.rowsMax());
        return slice.page(found, held -> held.releaseAt() + " " + held.conversionId());
    }

    @PostMapping("/{conversionId}/approve")
    Answer approve(@PathVariable UUID conversionId, @Valid @RequestBody Why why, Caller caller) {
        return decide(conversionId, Decision.APPROVED, why, caller);
    }

    @PostMapping("/{conversionId}/reject")
    Answer reject(@PathVariable UUID conversionId, @Valid @RequestBody Why why, Caller caller) {
        return decide(conversionId, Decision.REJECTED, why, caller);
    }

    /** Deciding the same again is answered as it was the first time. */
    private Answer decide(UUID conversionId, Decision decision, Why why, Caller caller) {
        caller.requireMod();
        return switch (reviewHeld.review(conversionId, decision, why.reason(), caller)) {
            case Reviewed.Done done -> {
                if (!done.repeated()) {
                    switch (decision) {
                        case APPROVED -> metrics.released(done.conversion());
                        case REJECTED -> metrics.refused(done.conversion());
                    }
                }
                yield Answer.of(conversionId, done.review());
            }
            case Reviewed.Unknown() -> throw Problem.notFound("There is no conversion with this id. Check it.");
            case Reviewed.NotHeld(Status status) ->
                throw Problem.conflict(
                        "invalid-state",
                        "This conversion is not held any more: it is " + status.word()
                                + ". Whatever was decided stands.");
        };
    }
}

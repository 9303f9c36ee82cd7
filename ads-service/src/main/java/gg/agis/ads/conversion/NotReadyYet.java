package gg.agis.ads.conversion;

import gg.agis.common.projection.ProjectionNotReady;
import gg.agis.common.web.Problem;
import gg.agis.common.web.ProblemTranslator;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Without knowing tiers and experiments nothing is judged by a default: the network comes again. */
@Component
class NotReadyYet implements ProblemTranslator {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    @Override
    public Optional<Problem> translate(Throwable failure) {
        return failure instanceof ProjectionNotReady
                ? Optional.of(Problem.unavailable(
                        "This service has just started and does not know enough yet. Nothing is lost: send it again.",
                        RETRY_AFTER))
                : Optional.empty();
    }
}

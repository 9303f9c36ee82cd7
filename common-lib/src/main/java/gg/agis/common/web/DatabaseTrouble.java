package gg.agis.common.web;

import gg.agis.common.transaction.PassingTrouble;
import java.time.Duration;
import java.util.Optional;

/** Whoever met a database that is away, full or ending is told to come again. */
final class DatabaseTrouble implements ProblemTranslator {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    @Override
    public Optional<Problem> translate(Throwable failure) {
        return PassingTrouble.isBehind(failure)
                ? Optional.of(Problem.unavailable(
                        "Your request could not be finished just now. Nothing is lost: send it again in a moment.",
                        RETRY_AFTER))
                : Optional.empty();
    }
}

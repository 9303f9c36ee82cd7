package gg.agis.common.telemetry;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a dependency whether it is there, only when somebody wants to know and never twice at once; an answer holds for
 * a while. A dependency that is silent holds up nobody for longer than the patience.
 */
final class Probe {

    /** Returns where the dependency answers, throws where it does not. */
    @FunctionalInterface
    interface Question {
        void ask() throws Exception;
    }

    private static final Logger log = LoggerFactory.getLogger(Probe.class);

    private record Answer(Optional<String> problem, long at) {}

    private final String dependency;
    private final Question question;
    private final Duration freshFor;
    private final Duration patience;
    private final LongSupplier nanoTime;

    private volatile @Nullable Answer last;
    private @Nullable CompletableFuture<Answer> running;

    Probe(String dependency, Question question, Duration freshFor, Duration patience, LongSupplier nanoTime) {
        this.dependency = dependency;
        this.question = question;
        this.freshFor = freshFor;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    Optional<String> problem() {
        var known = last;
        if (known != null && nanoTime.getAsLong() - known.at < freshFor.toNanos()) {
            return known.problem;
        }
        try {
            return answer().get(patience.toMillis(), TimeUnit.MILLISECONDS).problem;
        } catch (TimeoutException | ExecutionException silent) {
            return Optional.of(dependency + " does not answer. The service waits and goes on by itself.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Nobody waited for " + dependency + " to answer.");
        }
    }

    private synchronized CompletableFuture<Answer> answer() {
        if (running == null || running.isDone()) {
            var answer = new CompletableFuture<Answer>();
            running = answer;
            Thread.ofVirtual().name("probe " + dependency).start(() -> answer.complete(ask()));
        }
        return running;
    }

    private Answer ask() {
        var before = last;
        Answer now;
        try {
            question.ask();
            now = new Answer(Optional.empty(), nanoTime.getAsLong());
            if (before != null && before.problem.isPresent()) {
                log.info("{} is back", dependency);
            }
        } catch (Exception away) {
            if (before == null || before.problem.isEmpty()) {
                log.warn("{} is away: {}", dependency, away.toString());
            }
            now = new Answer(
                    Optional.of(dependency + " cannot be reached. The service waits and goes on by itself."),
                    nanoTime.getAsLong());
        }
        last = now;
        return now;
    }
}

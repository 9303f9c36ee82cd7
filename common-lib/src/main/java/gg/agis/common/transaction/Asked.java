package gg.agis.common.transaction;

import io.micrometer.tracing.TraceContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A question, and whoever waits for its answer. */
final class Asked<Q, A> {

    private final Q question;
    private final @Nullable TraceContext trace;
    private final CompletableFuture<A> answer = new CompletableFuture<>();
    private final CompletableFuture<Boolean> leads = new CompletableFuture<>();

    Asked(Q question, @Nullable TraceContext trace) {
        this.question = question;
        this.trace = trace;
    }

    Q question() {
        return question;
    }

    @Nullable
    TraceContext trace() {
        return trace;
    }

    /** Waits until this one has its answer or is the one that makes the next run. */
    boolean awaitLead() {
        return leads.join();
    }

    void lead() {
        leads.complete(true);
    }

    void answer(A given) {
        answer.complete(given);
        leads.complete(false);
    }

    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
        leads.complete(false);
    }

    A answered() {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}

package gg.agis.sandbox.adnetwork;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One callback on its way: how often it was tried, and what came back. */
public final class Delivery {

    /** Where it stands. */
    public enum State {
        SCHEDULED,
        ANSWERED,
        RESENDING,
        GIVEN_UP
    }

    /**
     * One try.
     *
     * @param status of the answer, absent where none came
     * @param body what was answered, or why nothing was
     */
    public record Attempt(Instant at, @Nullable Integer status, String body) {

        boolean accepted() {
            return status != null && status == 200;
        }
    }

    /** What is told of a delivery. */
    public record Report(long id, String transactionId, String url, State state, List<Attempt> attempts) {}

    private final long id;
    private final String transactionId;
    private final String url;
    private final String hash;
    private final List<Attempt> attempts = new ArrayList<>();
    private State state = State.SCHEDULED;

    Delivery(long id, String transactionId, String url, String hash) {
        this.id = id;
        this.transactionId = transactionId;
        this.url = url;
        this.hash = hash;
    }

    String url() {
        return url;
    }

    String hash() {
        return hash;
    }

    boolean isOf(String otherTransactionId) {
        return transactionId.equals(otherTransactionId);
    }

    synchronized int attempts() {
        return attempts.size();
    }

    synchronized void tried(Attempt attempt, boolean triedAgain) {
        attempts.add(attempt);
        state = attempt.accepted() ? State.ANSWERED : triedAgain ? State.RESENDING : State.GIVEN_UP;
    }

    public synchronized Report report() {
        return new Report(id, transactionId, url, state, List.copyOf(attempts));
    }
}

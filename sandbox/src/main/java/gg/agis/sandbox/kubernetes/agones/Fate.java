package gg.agis.sandbox.kubernetes.agones;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What becomes of game servers: how fast, how far, and how the next starts end. */
final class Fate {

    private final Deque<String> endsOfStarts = new ArrayDeque<>();
    private final Set<String> heldStates = ConcurrentHashMap.newKeySet();
    private volatile Pace pace;
    private volatile boolean holdsDeletions;
    private volatile @Nullable Runnable onRelease;

    Fate(Pace pace) {
        this.pace = pace;
    }

    Pace pace() {
        return pace;
    }

    void setPace(Pace wanted) {
        pace = wanted;
    }

    boolean holdsAt(String state) {
        return heldStates.contains(state);
    }

    void holdAt(String state) {
        heldStates.add(state);
    }

    boolean holdsDeletions() {
        return holdsDeletions;
    }

    void holdDeletions() {
        holdsDeletions = true;
    }

    void release() {
        heldStates.clear();
        holdsDeletions = false;
        Runnable told = onRelease;
        if (told != null) {
            told.run();
        }
    }

    void onRelease(Runnable told) {
        onRelease = told;
    }

    synchronized void endStarts(String state, int times) {
        for (int i = 0; i < times; i++) {
            endsOfStarts.addLast(state);
        }
    }

    /** Where the start that is at its end leads; nothing if all is well. */
    synchronized Optional<String> endOfStart() {
        return Optional.ofNullable(endsOfStarts.pollFirst());
    }
}

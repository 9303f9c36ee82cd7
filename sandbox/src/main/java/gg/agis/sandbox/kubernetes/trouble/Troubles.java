package gg.agis.sandbox.kubernetes.trouble;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is still to go wrong, in the order in which it was asked for. */
public final class Troubles {

    private static final int WAITING_MAX = 1_000;

    private final List<Trouble> waiting = new ArrayList<>();

    public synchronized void add(Trouble trouble) {
        if (waiting.size() == WAITING_MAX) {
            throw new IllegalStateException("At most %d troubles wait at once".formatted(WAITING_MAX));
        }
        waiting.add(trouble);
    }

    /** From now on all is well. */
    public synchronized void clear() {
        waiting.clear();
    }

    public synchronized List<Trouble> waiting() {
        return List.copyOf(waiting);
    }

    /** What this call meets, which has happened then. */
    public synchronized Optional<Trouble> next(String verb, String resource, String name) {
        for (int i = 0; i < waiting.size(); i++) {
            Trouble trouble = waiting.get(i);
            if (trouble.meets(verb, resource, name)) {
                if (trouble.times() > 1) {
                    waiting.set(i, trouble.onceLess());
                } else {
                    waiting.remove(i);
                }
                return Optional.of(trouble);
            }
        }
        return Optional.empty();
    }
}

package gg.agis.sandbox.stack;

import java.time.Duration;
import java.util.List;

/** What a stack left running because its supervisor was killed; only what its own state file names. */
public final class Remains {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private Remains() {}

    public static List<StackState.Part> of(StackState state) {
        return state.parts().stream().filter(StackState.Part::stillRuns).toList();
    }

    /** Ends them in the order in which a stack stops: the front door first, the database last. */
    public static void end(StackState state) {
        if (state.training() != null) {
            state.training().end("KILL", GRACE);
        }
        StopOrder.of(state.parts().stream().map(StackState.Part::name).toList())
                .forEach(group -> Together.run(group, name -> end(state, name)));
    }

    private static void end(StackState state, String name) {
        state.part(name).map(StackState.Part::process).ifPresent(process -> {
            process.signal("CONT");
            // PostgreSQL waits for its clients after a TERM, and not after an INT.
            process.end(name.equals("postgres") ? "INT" : "TERM", GRACE);
        });
    }
}

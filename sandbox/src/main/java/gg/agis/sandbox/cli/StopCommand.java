package gg.agis.sandbox.cli;

import gg.agis.sandbox.stack.Remains;
import gg.agis.sandbox.stack.StackDirectory;
import gg.agis.sandbox.stack.StackState;
import gg.agis.sandbox.supervision.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Ends the stack of this checkout in order: the gateway first, the database last. Data is kept.",
            "Also ends what was left running by an 'up' that was killed."
        },
        footer = {"", "Example:", "  ./agis stop"})
final class StopCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Agis agis;

    @Override
    public Integer call() {
        StackDirectory directory = agis.context().directory();
        Optional<ProcessIdentity> holder = directory.holder();
        if (holder.isPresent()) {
            end(holder.get());
            return say("Stopped. ./agis up goes on with the same data.");
        }
        Optional<StackState> state = StackState.read(directory);
        List<StackState.Part> left = state.map(Remains::of).orElse(List.of());
        if (left.isEmpty()) {
            return say("Nothing is up here.");
        }
        state.ifPresent(Remains::end);
        return say("Ended what a killed stack had left running: "
                + String.join(", ", left.stream().map(StackState.Part::name).toList()) + ".");
    }

    private void end(ProcessIdentity supervisor) {
        supervisor.signal("TERM");
        if (!supervisor.awaitEnd(PATIENCE)) {
            throw new Failure(
                    "The stack (pid %d) was asked to end and has not ended after %d minutes. Its logs are in %s; kill -9 %d and then ./agis stop ends it for certain."
                            .formatted(
                                    supervisor.pid(),
                                    PATIENCE.toMinutes(),
                                    agis.context().directory().logs(),
                                    supervisor.pid()));
        }
    }

    private int say(String sentence) {
        agis.out().println(sentence);
        agis.out().flush();
        return 0;
    }
}

package gg.agis.sandbox.cli.up;

import gg.agis.sandbox.cli.Agis;
import gg.agis.sandbox.cli.Context;
import gg.agis.sandbox.cli.build.Build;
import gg.agis.sandbox.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Builds what is not built, starts everything, and keeps it alive until it is told to stop. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Builds what is not built, starts everything and keeps it alive until Ctrl-C.",
            "Real credentials in the environment (DATABASE_URL, KAFKA_BOOTSTRAP_SERVERS, AYET_API_KEY) replace"
                    + " the stand-in of that name."
        },
        footer = {
            "",
            "Examples:",
            "  ./agis up",
            "  ./agis up --port 9000     where 8080 is taken",
            "  ./agis up --json          a JSON object a line, {\"event\":\"up\",…} once all is ready"
        })
public final class UpCommand implements Callable<Integer> {

    private static final int COLUMNS_DEFAULT = 100;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Agis agis;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The gateway's port (default 8080); 0 for any free one.")
    private int port;

    @Option(names = "--json", description = "Events as JSON, one a line.")
    private boolean json;

    @Option(names = "--no-build", description = "Take what is built, even if sources changed.")
    private boolean noBuild;

    @Option(
            names = "--train",
            description = "Make the AOT caches for a quicker next start at once, not when the stack is idle.")
    private boolean train;

    @Option(
            names = "--train-after-idle",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "Idle time after which AOT caches are made in the background (default 180).")
    private int trainAfterIdleSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Context context = agis.context();
        Progress progress = progress();
        Stack stack = Stack.builder(context.checkout())
                .stateDirectory(context.directory().root())
                .port(port)
                .environment(context.environment())
                .listener(progress::event)
                .trainAfterIdle(Duration.ofSeconds(trainAfterIdleSeconds))
                .build();
        stack.claim();
        if (!noBuild) {
            new Build(context.checkout(), context.directory(), progress::say).bringUpToDate();
        }
        return new UpAndDown(stack, progress, train).run();
    }

    private Progress progress() {
        if (json) {
            return new JsonLines(agis.out());
        }
        return agis.context().terminal()
                ? new LiveChecklist(agis.out(), agis.style(), columns())
                : new PlainLines(agis.out(), agis.style());
    }

    private int columns() {
        try {
            return Integer.parseInt(agis.context().environment().getOrDefault("COLUMNS", ""));
        } catch (NumberFormatException e) {
            return COLUMNS_DEFAULT;
        }
    }
}

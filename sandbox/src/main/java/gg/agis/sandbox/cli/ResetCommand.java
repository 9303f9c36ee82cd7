package gg.agis.sandbox.cli;

import gg.agis.sandbox.stack.Remains;
import gg.agis.sandbox.stack.StackDirectory;
import gg.agis.sandbox.stack.StackState;
import gg.agis.sandbox.supervision.HeldFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Deletes the data, logs and secrets of this checkout's stack, after asking.",
        footer = {"", "Examples:", "  ./agis reset", "  ./agis reset --yes    without asking"})
final class ResetCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Agis agis;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        StackDirectory directory = agis.context().directory();
        if (!yes && !confirmed(directory)) {
            agis.out().println("Nothing was deleted.");
            agis.out().flush();
            return 1;
        }
        HeldFile lock = HeldFile.take(
                        directory.lock(), Long.toString(ProcessHandle.current().pid()))
                .orElseThrow(() -> new Failure("The stack is up and uses this data. Stop it first: ./agis stop"));
        try {
            StackState.read(directory).ifPresent(Remains::end);
            for (Path path : List.of(directory.data(), directory.logs(), directory.secrets(), directory.state())) {
                delete(path);
            }
        } finally {
            lock.close();
        }
        agis.out().println("Everything is deleted. ./agis up begins anew.");
        agis.out().flush();
        return 0;
    }

    private boolean confirmed(StackDirectory directory) throws IOException {
        if (!agis.context().terminal()) {
            throw new Failure(
                    "This deletes all data in %s and there is no terminal to ask. If it is meant: ./agis reset --yes"
                            .formatted(directory.root()));
        }
        agis.out().printf("This deletes all data, logs and secrets in %s.%nType yes to go on: ", directory.root());
        agis.out().flush();
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return "yes".equalsIgnoreCase(String.valueOf(answers.readLine()).strip());
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

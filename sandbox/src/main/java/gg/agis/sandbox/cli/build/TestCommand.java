package gg.agis.sandbox.cli.build;

import gg.agis.sandbox.cli.Agis;
import gg.agis.sandbox.cli.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Runs every test and check. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Runs every test and check (mvn verify underneath), and says how many and how long.",
        footer = {"", "Examples:", "  ./agis test", "  ./agis test --nightly     the fault tests in full"})
public final class TestCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Agis agis;

    @Option(names = "--nightly", description = "The fault tests in full instead of a fifth.")
    private boolean nightly;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Context context = agis.context();
        Instant began = Instant.now();
        List<String> arguments = new ArrayList<>(List.of("-ntp", "--fail-at-end"));
        if (nightly) {
            arguments.add("-Dagis.nightly=true");
        }
        arguments.add("verify");
        int exit = new Maven(context.checkout(), context.directory().root())
                .inherited(arguments)
                .waitFor();
        TestReports reports = TestReports.since(began, context.checkout());
        // Thousands of lines above, and what matters is which.
        reports.failed().forEach(failure -> agis.out().println("failed: " + failure));
        reports.skipped().forEach(name -> agis.out().println("skipped: " + name));
        agis.out().println(summary(reports, Duration.between(began, Instant.now()), exit));
        agis.out().flush();
        return exit == 0 && reports.failed().isEmpty() && reports.run() > 0 ? 0 : 1;
    }

    static String summary(TestReports reports, Duration took, int exit) {
        String counts = "%d tests, %d failed, %d skipped, in %d min %02d s"
                .formatted(
                        reports.tests(),
                        reports.failed().size(),
                        reports.skipped().size(),
                        took.toMinutes(),
                        took.toSecondsPart());
        if (reports.run() == 0) {
            return counts + ". Nothing was tested, which is no success.";
        }
        if (exit != 0 && reports.failed().isEmpty()) {
            return counts + ". Maven failed for another reason than a test: see its [ERROR] lines above.";
        }
        return counts + ".";
    }
}

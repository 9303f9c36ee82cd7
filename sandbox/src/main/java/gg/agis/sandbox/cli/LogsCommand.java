package gg.agis.sandbox.cli;

import gg.agis.sandbox.supervision.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Shows the end of one log, or of all.",
        footer = {"", "Examples:", "  ./agis logs billing", "  ./agis logs -f gateway", "  ./agis logs -n 5"})
final class LogsCommand implements Callable<Integer> {

    private static final String SUFFIX = ".log";
    private static final long POLL_MILLIS = 300;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Agis agis;

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Whose log, as in ./agis status; all without.")
    private @Nullable String service;

    @Option(names = "-f", description = "Go on with what comes, until Ctrl-C.")
    private boolean follow;

    @Option(names = "-n", paramLabel = "LINES", defaultValue = "50", description = "How many lines (default 50).")
    private int lines;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, LogFile> logs = wanted();
        int width = logs.keySet().stream().mapToInt(String::length).max().orElse(0);
        Map<String, Long> shown = new LinkedHashMap<>();
        logs.forEach((name, log) -> {
            shown.put(name, log.sizeBytes());
            print(name, width, log.tail(lines));
        });
        while (follow) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            logs.forEach((name, log) -> shown.compute(name, (key, from) -> more(name, width, log, from)));
        }
        return 0;
    }

    private long more(String name, int width, LogFile log, @Nullable Long from) {
        // A log that shrank was rotated, and begins anew.
        long start = from == null || log.sizeBytes() < from ? 0 : from;
        String text = log.since(start);
        // Half a line waits for its other half.
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        print(name, width, whole.lines().toList());
        return start + whole.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    private void print(String name, int width, List<String> found) {
        String prefix = service == null ? agis.style().faint(("%-" + width + "s ").formatted(name)) : "";
        found.forEach(line -> agis.out().println(prefix + line));
        agis.out().flush();
    }

    private Map<String, LogFile> wanted() throws IOException {
        Map<String, LogFile> all = all();
        if (service == null) {
            return all;
        }
        LogFile one = all.get(service);
        if (one == null) {
            throw new Failure("There is no log of %s. There are: %s"
                    .formatted(
                            service,
                            all.isEmpty() ? "none, since nothing was up here" : String.join(", ", all.keySet())));
        }
        return Map.of(service, one);
    }

    private Map<String, LogFile> all() throws IOException {
        Path directory = agis.context().directory().logs();
        Map<String, LogFile> found = new LinkedHashMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(file -> {
                    String name = file.getFileName().toString();
                    found.put(name.substring(0, name.length() - SUFFIX.length()), new LogFile(file));
                });
            }
        }
        return found;
    }
}

package gg.agis.sandbox.cli.build;

import gg.agis.sandbox.cli.Agis;
import gg.agis.sandbox.cli.Context;
import gg.agis.sandbox.cli.Failure;
import gg.agis.sandbox.supervision.LogFile;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs benchmarks: classes {@code gg.agis.benchmarks.<Name>Benchmark} with a main. What one prints as a JSON object a
 * line is a row, {@code {"row":…,"yardstick":…,"figure":…,"unit":…,"ratio":…}}; anything else it prints is shown as is.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Runs the benchmarks, or one, and prints yardstick, figure and ratio of each row.",
        footer = {
            "",
            "Examples:",
            "  ./agis bench              all of them",
            "  ./agis bench --list       their names",
            "  ./agis bench outbox --json"
        })
public final class BenchCommand implements Callable<Integer> {

    private static final String PACKAGE = "gg.agis.benchmarks.";
    private static final String SUFFIX = "Benchmark";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Agis agis;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which one; all without.")
    private @Nullable String name;

    @Option(names = "--json", description = "Rows as JSON, one a line, and nothing else.")
    private boolean json;

    @Option(names = "--list", description = "Only the names.")
    private boolean list;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> all = names();
        if (list) {
            all.forEach(agis.out()::println);
            agis.out().flush();
            return 0;
        }
        List<String> wanted = name == null ? all : List.of(known(name, all));
        Path classpath = build();
        int worst = 0;
        for (String one : wanted) {
            worst = Math.max(worst, run(one, classpath));
        }
        return worst == 0 ? 0 : 1;
    }

    private String known(String wanted, List<String> all) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        if (!all.contains(lower)) {
            throw new Failure("There is no benchmark %s. There are: %s".formatted(wanted, String.join(", ", all)));
        }
        return lower;
    }

    private List<String> names() throws IOException {
        Path sources = agis.context().checkout().resolve("benchmarks/src/main/java/gg/agis/benchmarks");
        if (!Files.isDirectory(sources)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(sources)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX + ".java"))
                    .map(file -> file.substring(0, file.length() - (SUFFIX + ".java").length()))
                    .map(file -> file.toLowerCase(Locale.ROOT))
                    .sorted()
                    .toList();
        }
    }

    private Path build() throws IOException, InterruptedException {
        Context context = agis.context();
        LogFile log = new LogFile(context.directory().log("bench-build"));
        Files.deleteIfExists(log.path());
        int exit = new Maven(context.checkout(), context.directory().root())
                .intoLog(
                        log,
                        // The services too: some benchmarks start the whole suite.
                        List.of("-Dmaven.test.skip=true", "-Dspotless.check.skip=true", "package"))
                .waitFor();
        if (exit != 0) {
            throw new Failure("The benchmarks cannot be built. The end of the log (%s):%n  %s"
                    .formatted(log.path(), String.join("\n  ", log.tail(30))));
        }
        return context.checkout().resolve("benchmarks/target/classpath");
    }

    private int run(String one, Path classpath) throws IOException, InterruptedException {
        Path classes = agis.context().checkout().resolve("benchmarks/target/classes");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // JMH asks for field offsets, and a JVM of 25 would warn of it.
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Dagis.checkout=" + agis.context().checkout());
        command.add("-cp");
        command.add(classes + File.pathSeparator + Files.readString(classpath).strip());
        command.add(PACKAGE + className(one, classes));
        Process process = new ProcessBuilder(command)
                .directory(agis.context().checkout().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                show(one, line);
            }
        }
        return process.waitFor();
    }

    private static String className(String one, Path classes) throws IOException {
        try (Stream<Path> files = Files.list(classes.resolve("gg/agis/benchmarks"))) {
            return files.map(file -> file.getFileName().toString().replace(".class", ""))
                    .filter(file -> file.equalsIgnoreCase(one + SUFFIX))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void show(String benchmark, String line) {
        if (!line.startsWith("{")) {
            if (!json) {
                agis.out().println(line);
            }
        } else if (json) {
            agis.out().println(line);
        } else {
            JsonNode row = JsonMapper.shared().readTree(line);
            agis.out()
                    .printf(
                            Locale.ROOT,
                            "%-10s %-44s yardstick %12s   figure %12s %-8s ratio %s%n",
                            benchmark,
                            row.path("row").asString(""),
                            row.path("yardstick").asString("-"),
                            row.path("figure").asString("-"),
                            row.path("unit").asString(""),
                            row.path("ratio").asString("-"));
        }
        agis.out().flush();
    }
}

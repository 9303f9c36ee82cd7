package gg.agis.sandbox.cli.build;

import gg.agis.sandbox.supervision.LogFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Maven, as this checkout calls it: one at a time, with the JDK that runs this command. */
final class Maven {

    private final Path checkout;
    private final Path lock;

    Maven(Path checkout, Path stateDirectory) {
        this.checkout = checkout;
        this.lock = stateDirectory.resolve("build.lock");
    }

    /** Says everything into a log. */
    Process intoLog(LogFile log, List<String> arguments) throws IOException {
        return builder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(log.appending())
                .start();
    }

    /** Says everything where this command does. */
    Process inherited(List<String> arguments) throws IOException {
        return builder(arguments).inheritIO().start();
    }

    private ProcessBuilder builder(List<String> arguments) throws IOException {
        Files.createDirectories(lock.toAbsolutePath().getParent());
        List<String> command = new ArrayList<>();
        // Two at once in one checkout would write into each other's target directories; the script agis takes the
        // same lock.
        Path flock = Path.of("/usr/bin/flock");
        if (Files.isExecutable(flock)) {
            command.addAll(List.of(flock.toString(), lock.toString()));
        }
        command.addAll(List.of("mvn", "-B"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(checkout.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }
}

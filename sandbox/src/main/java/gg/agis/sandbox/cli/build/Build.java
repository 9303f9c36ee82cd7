package gg.agis.sandbox.cli.build;

import gg.agis.sandbox.cli.Failure;
import gg.agis.sandbox.stack.Service;
import gg.agis.sandbox.stack.StackDirectory;
import gg.agis.sandbox.supervision.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The services' jars, built when they are missing or older than their sources. */
public final class Build {

    private static final long QUIET_SECONDS = 120;
    private static final int SIGNALLED = 128;

    private final Path checkout;
    private final StackDirectory directory;
    private final Consumer<String> say;
    private final LogFile log;

    public Build(Path checkout, StackDirectory directory, Consumer<String> say) {
        this.checkout = checkout;
        this.directory = directory;
        this.say = say;
        this.log = new LogFile(directory.log("build"));
    }

    public void bringUpToDate() throws IOException, InterruptedException {
        String fingerprint = Sources.fingerprint(checkout, modules());
        Path stamp = directory.root().resolve("build.stamp");
        if (jarsExist() && Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) {
            return;
        }
        say.accept("Building the services; the first time takes some minutes. Log: " + log.path());
        long began = System.nanoTime();
        build();
        Files.writeString(stamp, fingerprint);
        say.accept("Built in %d s.".formatted(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)));
    }

    private void build() throws IOException, InterruptedException {
        Files.deleteIfExists(log.path());
        // Without tests and their compilation, and whatever the formatting: both are for ./agis test to say.
        Process maven = new Maven(checkout, directory.root())
                .intoLog(
                        log,
                        List.of(
                                "-Dmaven.test.skip=true",
                                "-Dspotless.check.skip=true",
                                "-pl",
                                String.join(",", services()),
                                "-am",
                                "package"));
        long size = 0;
        while (!maven.waitFor(QUIET_SECONDS, TimeUnit.SECONDS)) {
            if (log.sizeBytes() == size) {
                say.accept(
                        "The build has said nothing for %d s; its log %s ends with: %s. A slow network? Ctrl-C and ./agis up goes on where it was."
                                .formatted(QUIET_SECONDS, log.path(), String.join(" ", log.tail(1))));
            }
            size = log.sizeBytes();
        }
        if (maven.exitValue() > SIGNALLED) {
            throw new Failure("The build was interrupted, so nothing was started. ./agis up goes on where it was.");
        }
        if (maven.exitValue() != 0) {
            throw new Failure("The build failed, so nothing was started. The end of its log (%s):%n  %s"
                    .formatted(log.path(), String.join("\n  ", log.tail(30))));
        }
    }

    private boolean jarsExist() {
        return Service.all().stream()
                .allMatch(service -> Files.exists(
                        checkout.resolve(service.module()).resolve("target").resolve(service.module() + ".jar")));
    }

    private static List<String> services() {
        return Service.all().stream().map(Service::module).toList();
    }

    private static List<String> modules() {
        return Stream.concat(Stream.of("common-lib"), services().stream()).toList();
    }
}

package gg.agis.sandbox.cli.build;

import com.sun.management.OperatingSystemMXBean;
import gg.agis.sandbox.cli.Context;
import gg.agis.sandbox.supervision.ReservedPorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at this machine. */
final class CheckUp {

    private static final int PORT = 8080;
    private static final long GIB = 1024L * 1024 * 1024;
    private static final long MEMORY_BYTES_MIN = 4 * GIB;
    private static final long DISK_BYTES_MIN = 3 * GIB;
    private static final Pattern MAVEN = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)\\.(\\d+)");
    private static final List<String> CHROMIUM =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private static final List<String> REAL_THINGS = List.of(
            "DATABASE_URL", "KAFKA_BOOTSTRAP_SERVERS", "AYET_API_KEY", "KUBECONFIG", "KUBERNETES_URL", "S3_ENDPOINT");

    private final Context context;

    CheckUp(Context context) {
        this.context = context;
    }

    List<Finding> findings() {
        return List.of(jdk(), maven(), port(), memory(), disk(), chromium(), world());
    }

    private Finding jdk() {
        Path compiler = Path.of(System.getProperty("java.home"), "bin", "javac");
        boolean well = Runtime.version().feature() == 25 && Files.exists(compiler);
        return new Finding(
                "JDK",
                well,
                true,
                "%s in %s".formatted(Runtime.version(), System.getProperty("java.home")),
                "sdk install java 25-tem   (or from https://adoptium.net), then set JAVA_HOME");
    }

    private Finding maven() {
        Optional<String> found = firstLine("mvn", "-v");
        return new Finding(
                "Maven",
                found.map(CheckUp::isRecentMaven).orElse(false),
                true,
                found.orElse("not on the PATH"),
                "apt-get install maven   (brew install maven on a Mac); 3.8.7 or newer");
    }

    private Finding port() {
        boolean free = ReservedPorts.isUnbound(PORT);
        Optional<String> owner = ReservedPorts.ownerOf(PORT);
        boolean ours =
                owner.filter(context.directory().root().toString()::equals).isPresent();
        return new Finding(
                "Port " + PORT,
                free || ours,
                false,
                free ? "free" : owner.map(it -> "taken by the stack of " + it).orElse("taken by another program"),
                "./agis up --port " + (PORT + 1));
    }

    private static Finding memory() {
        long bytes = availableBytes();
        return new Finding(
                "Memory",
                bytes >= MEMORY_BYTES_MIN,
                true,
                "%.1f GiB available; the suite needs about 3.2, the build some more".formatted((double) bytes / GIB),
                "end something big, or give this machine 8 GiB");
    }

    private Finding disk() {
        long bytes = context.checkout().toFile().getUsableSpace();
        return new Finding(
                "Disk",
                bytes >= DISK_BYTES_MIN,
                true,
                "%.1f GiB free for %s".formatted((double) bytes / GIB, context.checkout()),
                "./agis reset   (deletes this stack's data), or free some space");
    }

    private Finding chromium() {
        Optional<Path> found =
                CHROMIUM.stream().flatMap(name -> onPath(name).stream()).findFirst();
        return new Finding(
                "Chromium",
                found.isPresent(),
                false,
                found.map(Path::toString).orElse("absent; only browser tests want it"),
                "apt-get install chromium   (brew install --cask chromium on a Mac)");
    }

    private Finding world() {
        List<String> real = REAL_THINGS.stream()
                .filter(name -> !context.environment().getOrDefault(name, "").isBlank())
                .toList();
        return new Finding(
                "World",
                true,
                false,
                real.isEmpty()
                        ? "all stand-ins: no real thing is named in the environment"
                        : "stand-ins, but real where the environment names it: " + String.join(", ", real),
                "");
    }

    static boolean isRecentMaven(String line) {
        Matcher matcher = MAVEN.matcher(line);
        if (!matcher.find()) {
            return false;
        }
        int version = Integer.parseInt(matcher.group(1)) * 1_000_000
                + Integer.parseInt(matcher.group(2)) * 1_000
                + Integer.parseInt(matcher.group(3));
        return version >= 3_008_007;
    }

    private static long availableBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            // Only Linux counts what is available; elsewhere what is free must do.
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getFreeMemorySize();
        }
    }

    private Optional<Path> onPath(String program) {
        return Arrays.stream(context.environment().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<String> firstLine(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader lines = process.inputReader()) {
                return Optional.ofNullable(lines.readLine()).map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

package gg.agis.e2e;

import gg.agis.e2e.crash.CrashAgent;
import gg.agis.e2e.crash.Moments;
import gg.agis.sandbox.stack.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Arms the moments at which services die, and the mutant that lives in the same agent. */
public final class Crashes {

    private final Path directory;
    private final Path agent;

    private Crashes(Path directory, Path agent) {
        this.directory = directory;
        this.agent = agent;
    }

    static Crashes in(Path directory) {
        try {
            for (Service service : Service.all()) {
                Files.createDirectories(directory.resolve(service.id()));
            }
            Path agent = directory.resolve("crash-agent.jar");
            pack(agent);
            return new Crashes(directory, agent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String jvmArgument(Service service) {
        return "-javaagent:%s=%s".formatted(agent, directory.resolve(service.id()));
    }

    public void arm(CrashPoint point) {
        touch(armed(point));
    }

    /** Whether the process died of it since it was armed; asked once. */
    public boolean tookPlace(CrashPoint point) {
        try {
            return Files.deleteIfExists(armed(point).resolveSibling(point.moment() + Moments.HIT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void disarm(CrashPoint point) {
        delete(armed(point));
    }

    public void commitOffsetsFirst(boolean first) {
        Path switched = directory.resolve(Service.BILLING.id()).resolve(Moments.OFFSETS_FIRST);
        if (first) {
            touch(switched);
        } else {
            delete(switched);
        }
    }

    private Path armed(CrashPoint point) {
        return directory.resolve(point.service().id()).resolve(point.moment());
    }

    private static void touch(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", CrashAgent.class.getName());
        Path classes = classesOfAgent();
        Path folder = classes.resolve(CrashAgent.class.getPackageName().replace('.', '/'));
        try (Stream<Path> listed = Files.list(folder);
                OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out, manifest)) {
            List<Path> files = listed.sorted().toList();
            for (Path file : files) {
                packed.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        }
    }

    private static Path classesOfAgent() {
        try {
            return Path.of(CrashAgent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

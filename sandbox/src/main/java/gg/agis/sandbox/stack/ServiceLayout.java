package gg.agis.sandbox.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * One service unpacked as Boot lays it out for production: a small jar, its libraries beside it. Lies under the hash
 * of the built jar, so that a running service never sees its files change, and neither does its AOT cache.
 */
final class ServiceLayout {

    private static final int HASH_DIGITS = 16;

    private final Service service;
    private final Path built;
    private final Path home;

    private ServiceLayout(Service service, Path built, Path home) {
        this.service = service;
        this.built = built;
        this.home = home;
    }

    static Path builtJar(Path checkout, Service service) {
        return checkout.resolve(service.module()).resolve("target").resolve(service.module() + ".jar");
    }

    static ServiceLayout of(Path checkout, Path run, Service service) {
        Path built = builtJar(checkout, service);
        if (!Files.exists(built)) {
            throw new IllegalStateException("%s is not built; run: mvn -DskipTests package".formatted(built));
        }
        return new ServiceLayout(service, built, run.resolve(service.id()).resolve(hash(built)));
    }

    /** Unpacks unless that was done before, and forgets what older builds left. */
    void unpack() throws IOException, InterruptedException {
        if (Files.exists(home)) {
            return;
        }
        Path draft = home.resolveSibling(home.getFileName() + ".new");
        delete(draft);
        Files.createDirectories(draft);
        Process extraction = new ProcessBuilder(
                        JvmFlags.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djarmode=tools",
                        "-jar",
                        built.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        draft.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(extraction.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (extraction.waitFor() != 0) {
            throw new IOException("%s cannot be unpacked: %s".formatted(built, said.strip()));
        }
        for (Path old : siblings()) {
            delete(old);
        }
        Files.move(draft, home);
    }

    Path home() {
        return home;
    }

    Path jar() {
        return home.resolve(service.module() + ".jar");
    }

    String mainClass() {
        try (JarFile jar = new JarFile(jar().toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + jar(), e);
        }
    }

    private List<Path> siblings() throws IOException {
        try (Stream<Path> all = Files.list(home.resolveSibling("."))) {
            return all.filter(path -> !path.getFileName().toString().endsWith(".new"))
                    .toList();
        }
    }

    /** Of what the jar's directory says of its files. All of the seven jars read in full would cost seconds at each start. */
    private static String hash(Path file) {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            jar.stream()
                    .map(entry -> "%s %d %08x%n".formatted(entry.getName(), entry.getSize(), entry.getCrc()))
                    .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}

package gg.agis.sandbox.cli.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sources that a build was made from, as a fingerprint. The built jars' own times say nothing: reproducible builds
 * give them all the same.
 */
final class Sources {

    private Sources() {}

    /** Covers poms and main sources of the modules: names, sizes and times of change. */
    static String fingerprint(Path checkout, List<String> modules) {
        MessageDigest digest = sha256();
        add(digest, checkout.resolve("pom.xml"));
        for (String module : modules) {
            add(digest, checkout.resolve(module).resolve("pom.xml"));
            Path sources = checkout.resolve(module).resolve("src").resolve("main");
            if (Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(Files::isRegularFile).sorted().forEach(file -> add(digest, file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Path file) {
        try {
            String line = "%s %d %d%n"
                    .formatted(
                            file,
                            Files.size(file),
                            Files.getLastModifiedTime(file).toMillis());
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

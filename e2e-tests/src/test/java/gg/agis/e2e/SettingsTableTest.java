package gg.agis.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README lists what the services read from their environment: no more, and no less. */
class SettingsTableTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern READ = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)[:}]");
    private static final Pattern LISTED = Pattern.compile("`([A-Z][A-Z0-9_]+)`");

    @Test
    void everyVariableThatAServiceReadsIsListedAndNoOther() throws IOException {
        assertThat(listed()).isEqualTo(read());
    }

    private static Set<String> listed() throws IOException {
        return Files.readString(ROOT.resolve("README.md"), UTF_8)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .flatMap(line -> LISTED.matcher(line).results().map(found -> found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> read() throws IOException {
        try (var modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/main/resources"))
                    .filter(Files::isDirectory)
                    .flatMap(SettingsTableTest::settings)
                    .flatMap(yaml -> READ.matcher(yaml).results().map(found -> found.group(1)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> settings(Path resources) {
        try (var files = Files.list(resources)) {
            return files
                    .filter(file -> file.toString().endsWith(".yml"))
                    .map(SettingsTableTest::text)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

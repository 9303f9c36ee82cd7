package gg.agis.sandbox.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.sandbox.cli.CommandLineOfTests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorCommandTest {

    @TempDir
    private Path checkout;

    @Test
    void everyCheckIsALineAndWhatIsMissingHasARemedy() {
        var doctor = CommandLineOfTests.run(checkout, "doctor");

        assertThat(doctor.out()).contains("JDK", "Maven", "Port 8080", "Memory", "Disk", "Chromium", "World");
        assertThat(doctor.out().lines().filter(line -> line.startsWith("✗") || line.startsWith("–")))
                .hasSameSizeAs(
                        doctor.out().lines().filter(line -> line.contains("→")).toList());
    }

    @Test
    void scriptsReadTheSameAsJson() {
        assertThat(CommandLineOfTests.run(checkout, "doctor", "--json").out())
                .startsWith("{\"checks\":[{\"name\":\"JDK\",\"well\":true");
    }

    @ParameterizedTest
    @CsvSource({
        "Apache Maven 3.8.7, true",
        "Apache Maven 3.9.1 (abc), true",
        "Apache Maven 4.0.0, true",
        "Apache Maven 3.8.6, false",
        "Apache Maven 3.6.3, false",
        "no Maven, false"
    })
    void mavenIsRecentFromThreeEightSevenOn(String line, boolean recent) {
        assertThat(CheckUp.isRecentMaven(line)).isEqualTo(recent);
    }
}

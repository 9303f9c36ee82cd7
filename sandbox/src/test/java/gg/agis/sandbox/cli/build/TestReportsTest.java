package gg.agis.sandbox.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path checkout;

    @BeforeEach
    void aRunOfTwoModules() throws Exception {
        report("ads-service/target/surefire-reports/TEST-A.xml", NOON, """
                <testsuite>
                  <testcase classname="A" name="passes"/>
                  <testcase classname="A" name="fails"><failure message="&#10;no&#10;yes"/></testcase>
                  <testcase classname="A" name="breaks"><error/></testcase>
                </testsuite>
                """);
        report("e2e-tests/target/failsafe-reports/TEST-B.xml", NOON.plusSeconds(9), """
                <testsuite><testcase classname="B" name="needsChromium"><skipped message="absent"/></testcase></testsuite>
                """);
    }

    @Test
    void areAddedUpOverModules() {
        assertThat(TestReports.since(NOON, checkout))
                .isEqualTo(
                        new TestReports(4, List.of("A.fails: no", "A.breaks: no message"), List.of("B.needsChromium")));
    }

    @Test
    void thoseOfAnEarlierRunDoNotCount() throws Exception {
        report("billing-service/target/surefire-reports/TEST-C.xml", NOON.minusSeconds(1), """
                <testsuite><testcase classname="C" name="old"/></testsuite>
                """);

        assertThat(TestReports.since(NOON, checkout).tests()).isEqualTo(4);
    }

    @Test
    void theSummaryTellsTheCountsAndTheTime() {
        assertThat(TestCommand.summary(new TestReports(400, List.of(), List.of("x")), Duration.ofSeconds(605), 0))
                .isEqualTo("400 tests, 0 failed, 1 skipped, in 10 min 05 s.");
    }

    @Test
    void aRunWithoutTestsIsNoSuccess() {
        assertThat(TestCommand.summary(new TestReports(1, List.of(), List.of("x")), Duration.ZERO, 0))
                .contains("Nothing was tested");
    }

    @Test
    void aFailureThatIsNoTestsIsSaid() {
        assertThat(TestCommand.summary(new TestReports(3, List.of(), List.of()), Duration.ZERO, 1))
                .contains("another reason than a test");
    }

    private void report(String path, Instant at, String xml) throws Exception {
        Path file = checkout.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, xml);
        Files.setLastModifiedTime(file, FileTime.from(at));
    }
}

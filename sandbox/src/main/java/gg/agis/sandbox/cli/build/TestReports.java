package gg.agis.sandbox.cli.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What a run of Maven tested, by its own reports.
 *
 * @param failed each with the first line of what it said
 * @param skipped the names of the tests that were not run
 */
record TestReports(int tests, List<String> failed, List<String> skipped) {

    private static final PathMatcher REPORT =
            FileSystems.getDefault().getPathMatcher("glob:**/target/{surefire,failsafe}-reports/TEST-*.xml");
    private static final int DEPTH_MAX = 4;

    /** Counts the reports of this run only; an earlier one may have left others. */
    static TestReports since(Instant began, Path checkout) {
        int tests = 0;
        List<String> failed = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Path report : reports(began, checkout)) {
            TestReports one = read(report);
            tests += one.tests();
            failed.addAll(one.failed());
            skipped.addAll(one.skipped());
        }
        return new TestReports(tests, failed, skipped);
    }

    int run() {
        return tests - skipped.size();
    }

    private static List<Path> reports(Instant began, Path checkout) {
        try (Stream<Path> files = Files.walk(checkout, DEPTH_MAX)) {
            return files.filter(REPORT::matches)
                    .filter(file -> !modified(file).isBefore(began))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestReports read(Path report) {
        int tests = 0;
        List<String> failed = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        String name = "";
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader xml = factory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "testcase" -> {
                        tests++;
                        name = xml.getAttributeValue(null, "classname") + "." + xml.getAttributeValue(null, "name");
                    }
                    case "failure", "error" ->
                        failed.add(name + ": " + firstLine(xml.getAttributeValue(null, "message")));
                    case "skipped" -> skipped.add(name);
                    default -> {}
                }
            }
        } catch (IOException | XMLStreamException e) {
            throw new IllegalStateException("The report " + report + " cannot be read", e);
        }
        return new TestReports(tests, failed, skipped);
    }

    private static String firstLine(@Nullable String message) {
        return message == null
                ? "no message"
                : message.lines().filter(line -> !line.isBlank()).findFirst().orElse("no message");
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        return factory;
    }
}

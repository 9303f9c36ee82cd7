package gg.agis.sandbox.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/**
 * Files that a person approved. {@code -Dagis.approve=true} writes what the code says now; the difference is reviewed
 * and committed with the change that made it.
 */
public final class Approval {

    private static final int LINES_SHOWN_MAX = 40;

    private Approval() {}

    /**
     * Fails where the code says something else than the file.
     *
     * @param tests how Maven is told to run whoever asks, as {@code -pl common-lib -am -Dtest=EventsPageTest}
     */
    public static void approve(Path file, String now, String tests) {
        if (Boolean.getBoolean("agis.approve")) {
            write(file, now);
        }
        var approved = Files.exists(file) ? read(file) : "";
        if (!approved.equals(now)) {
            Assertions.fail("""
                    %s is not what the code says (- approved, + now):

                    %s

                    If that is meant, approve it and commit it with the change:
                    mvn test %s -Dsurefire.failIfNoSpecifiedTests=false -Dagis.approve=true""".formatted(file.normalize(), difference(approved, now), tests));
        }
    }

    /** From the first line that differs to the last. */
    static String difference(String approved, String now) {
        var before = approved.lines().toList();
        var after = now.lines().toList();
        int same = 0;
        while (same < Math.min(before.size(), after.size()) && before.get(same).equals(after.get(same))) {
            same++;
        }
        var changedBefore = before.subList(same, before.size());
        var changedAfter = after.subList(same, after.size());
        int tail = 0;
        while (tail < Math.min(changedBefore.size(), changedAfter.size())
                && changedBefore
                        .reversed()
                        .get(tail)
                        .equals(changedAfter.reversed().get(tail))) {
            tail++;
        }
        return "line %d\n%s%s"
                .formatted(
                        same + 1,
                        marked("- ", changedBefore.subList(0, changedBefore.size() - tail)),
                        marked("+ ", changedAfter.subList(0, changedAfter.size() - tail)));
    }

    private static String marked(String mark, List<String> lines) {
        var text = new StringBuilder();
        lines.stream()
                .limit(LINES_SHOWN_MAX)
                .forEach(line -> text.append(mark).append(line).append('\n'));
        if (lines.size() > LINES_SHOWN_MAX) {
            text.append(mark).append("and %d more\n".formatted(lines.size() - LINES_SHOWN_MAX));
        }
        return text.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

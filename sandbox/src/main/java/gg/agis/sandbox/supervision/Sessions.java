package gg.agis.sandbox.supervision;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a command into a session of its own. A terminal sends Ctrl-C to everything in its foreground group; our
 * processes must not get it, because they are ended in order.
 */
public final class Sessions {

    private static final List<String> PREFIX = prefix();

    private Sessions() {}

    /** The pid stays that of the started process: both helpers replace themselves by the command. */
    public static List<String> own(List<String> command) {
        return Stream.concat(PREFIX.stream(), command.stream()).toList();
    }

    private static List<String> prefix() {
        for (String setsid : List.of("/usr/bin/setsid", "/bin/setsid")) {
            if (Files.isExecutable(Path.of(setsid))) {
                return List.of(setsid);
            }
        }
        Path perl = Path.of("/usr/bin/perl");
        return Files.isExecutable(perl)
                ? List.of(perl.toString(), "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV")
                : List.of();
    }
}

package gg.agis.sandbox.stack;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far a service's migrations are, as Flyway tells in the service's log. */
final class MigrationProgress {

    private static final Pattern TOLD =
            Pattern.compile("Successfully validated (\\d+) migration|Migrating schema \\\\?\"[^\"]+\" to version");

    private MigrationProgress() {}

    /** Empty as long as nothing is migrated. A service migrates twice: what all have in common, and its own. */
    static Optional<String> in(String log) {
        Matcher told = TOLD.matcher(log);
        String all = "?";
        int done = 0;
        Optional<String> progress = Optional.empty();
        while (told.find()) {
            if (told.group(1) != null) {
                all = told.group(1);
                done = 0;
            } else {
                done++;
                progress = Optional.of("migrating %d/%s".formatted(done, all));
            }
        }
        return progress;
    }
}

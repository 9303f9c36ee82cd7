package gg.agis.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a person approved: {@code mvn test -Dagis.approve=true} writes what the code says now, to be reviewed. */
final class Approval {

    private Approval() {}

    static boolean approving() {
        return Boolean.getBoolean("agis.approve");
    }

    static void approve(Path file, String now) throws IOException {
        if (approving()) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, now);
        }
        assertThat(file)
                .as("approved file; docs/events.md says how one is approved")
                .exists();
        assertThat(now).as("what the code says, against the approved %s", file).isEqualTo(Files.readString(file));
    }
}

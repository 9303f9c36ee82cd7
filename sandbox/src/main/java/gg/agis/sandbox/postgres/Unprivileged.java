package gg.agis.sandbox.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** PostgreSQL refuses to run as root, and containers often have nobody else. */
final class Unprivileged {

    private Unprivileged() {}

    /** The command for one of PostgreSQL's programs; as root it runs in a user namespace in which root is nobody. */
    static List<String> command(String program) {
        Path binary = PostgresBinaries.unpacked().resolve("bin").resolve(program);
        return Root.IS_US ? List.of("unshare", "--user", binary.toString()) : List.of(binary.toString());
    }

    private static final class Root {

        static final boolean IS_US = isRoot();

        private static boolean isRoot() {
            try {
                return "0".equals(output("id", "-u"));
            } catch (IOException e) {
                return false;
            }
        }

        private static String output(String... command) throws IOException {
            try (var reader = new ProcessBuilder(command).start().inputReader()) {
                String line = reader.readLine();
                return line == null ? "" : line.strip();
            }
        }
    }
}

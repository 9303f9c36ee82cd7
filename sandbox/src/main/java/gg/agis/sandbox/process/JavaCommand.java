package gg.agis.sandbox.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of another JVM with this one's Java and classpath, which ends when this one ends. */
public final class JavaCommand {

    private final Class<?> main;
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    private JavaCommand(Class<?> main) {
        this.main = main;
    }

    public static JavaCommand of(Class<?> main) {
        return new JavaCommand(main);
    }

    public JavaCommand option(String... added) {
        options.addAll(List.of(added));
        return this;
    }

    public JavaCommand argument(String... added) {
        arguments.addAll(List.of(added));
        return this;
    }

    public List<String> build() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(ParentGuard.option());
        command.addAll(List.of("-cp", classpath(), main.getName()));
        command.addAll(arguments);
        return command;
    }

    // Surefire hides the real classpath behind a jar that names it, and says it in a property of its own.
    private static String classpath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}

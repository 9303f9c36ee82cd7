package gg.agis.sandbox.cli;

import gg.agis.sandbox.stack.Secrets;
import gg.agis.sandbox.stack.StackDirectory;
import gg.agis.sandbox.stack.StackState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command was called and what it talks to.
 *
 * @param terminal whether a person watches
 */
public record Context(Path checkout, StackDirectory directory, boolean terminal, Map<String, String> environment) {

    /** As the script {@code agis} says. */
    static Context ofProcess() {
        Path checkout = Path.of(System.getProperty("agis.checkout", "."))
                .toAbsolutePath()
                .normalize();
        return new Context(
                checkout,
                new StackDirectory(checkout.resolve(".agis")),
                Boolean.getBoolean("agis.terminal"),
                System.getenv());
    }

    public boolean coloured() {
        return terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }

    /** The stack that is up here. */
    public StackState runningStack() {
        return StackState.read(directory)
                .filter(StackState::stillUp)
                .orElseThrow(() -> new Failure("No stack is up in %s. Start one with ./agis up.".formatted(checkout)));
    }

    public Secrets secrets() {
        if (!Files.exists(directory.secrets())) {
            throw new Failure(
                    "There was never a stack in %s, so it has no keys. Start one with ./agis up.".formatted(checkout));
        }
        return Secrets.in(directory.secrets());
    }
}

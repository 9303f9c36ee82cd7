package gg.agis.sandbox.cli;

import gg.agis.sandbox.stack.ScriptEnvironment;
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

    public String gatewayUrl() {
        return address("BASE_URL", "the gateway is not part of this stack");
    }

    public StandIn adNetworkStandIn() {
        return new StandIn(address(
                "SANDBOX_CONTROL_URL", "this stack uses the real ad network, which does not do what it is told"));
    }

    private String address(String variable, String otherwise) {
        String address =
                ScriptEnvironment.of(runningStack(), secrets(), environment).get(variable);
        if (address == null) {
            throw new Failure("This cannot be done here: " + otherwise + ".");
        }
        return address;
    }

    public Secrets secrets() {
        if (!Files.exists(directory.secrets())) {
            throw new Failure(
                    "There was never a stack in %s, so it has no keys. Start one with ./agis up.".formatted(checkout));
        }
        return Secrets.in(directory.secrets());
    }
}

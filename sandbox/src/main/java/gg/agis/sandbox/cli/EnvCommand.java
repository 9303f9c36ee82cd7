package gg.agis.sandbox.cli;

import gg.agis.sandbox.stack.ScriptEnvironment;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = "Prints the addresses and secrets of the running stack, as shell assignments.",
        footer = {
            "",
            "Examples:",
            "  eval \"$(./agis env)\" && curl \"$BASE_URL/readyz\"",
            "  ./agis env --json | jq -r .DATABASE_URL"
        })
final class EnvCommand implements Callable<Integer> {

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_.,:/@%+-]+");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Agis agis;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Context context = agis.context();
        Map<String, String> variables =
                ScriptEnvironment.of(context.runningStack(), context.secrets(), context.environment());
        if (json) {
            agis.out().println(JsonMapper.shared().writeValueAsString(variables));
        } else {
            variables.forEach((name, value) -> agis.out().println(name + "=" + quoted(value)));
        }
        agis.out().flush();
        return 0;
    }

    /** Safe for every POSIX shell, whatever the value holds; bare where that is safe too. */
    static String quoted(String value) {
        if (HARMLESS.matcher(value).matches()) {
            return value;
        }
        return "'" + value.replace("'", "'\\''") + "'";
    }
}

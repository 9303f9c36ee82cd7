package gg.agis.sandbox.cli.demo;

import gg.agis.sandbox.adnetwork.AyetSettings;
import gg.agis.sandbox.cli.Agis;
import gg.agis.sandbox.cli.Context;
import gg.agis.sandbox.cli.Gateway;
import gg.agis.sandbox.stack.CallerTokens;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Plays what must always work on the running suite, and checks how it ends. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a journey on the running suite, a line for each thing that happens, and checks the outcome.",
            "earn: a player gives consent, completes an offer and is paid; the same callback again and a forged one"
                    + " change nothing."
        },
        footer = {
            "",
            "Examples:",
            "  ./agis demo",
            "  ./agis demo earn --url http://localhost:9000    a gateway elsewhere, with AYET_API_KEY from the environment",
            "",
            "Exit code 1 if an outcome is wrong."
        })
public final class DemoCommand implements Callable<Integer> {

    /** What can be played. */
    enum Journey {
        earn
    }

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Agis agis;

    @Parameters(
            arity = "0..1",
            paramLabel = "JOURNEY",
            defaultValue = "earn",
            description = "Which one: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private Journey journey = Journey.earn;

    @Option(names = "--url", paramLabel = "URL", description = "The gateway's address instead of the running stack's.")
    private @Nullable String url;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (AdNetworkSide network = network()) {
            return switch (journey) {
                case earn -> new Earn(gateway(), network, new Story(agis.out(), agis.style())).play() ? 0 : 1;
            };
        }
    }

    private Gateway gateway() {
        String base = url == null ? agis.context().gatewayUrl() : url;
        return new Gateway(base, new CallerTokens(agis.context().secrets(), Clock.systemUTC()));
    }

    private AdNetworkSide network() {
        if (url == null) {
            return new StandInSide(agis.context().adNetworkStandIn());
        }
        Context context = agis.context();
        String key = Optional.ofNullable(context.environment().get("AYET_API_KEY"))
                .orElseGet(() -> context.secrets().ayetApiKey());
        Optional<String> token = Optional.ofNullable(context.environment().get("AYET_CALLBACK_TOKEN"))
                .or(() -> Optional.of(context.secrets().ayetCallbackToken()));
        return new OwnSide(new AyetSettings(url, key, token));
    }
}

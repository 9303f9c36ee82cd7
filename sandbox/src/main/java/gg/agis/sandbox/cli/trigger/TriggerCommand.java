package gg.agis.sandbox.cli.trigger;

import gg.agis.sandbox.cli.Agis;
import gg.agis.sandbox.cli.Failure;
import gg.agis.sandbox.cli.Gateway;
import gg.agis.sandbox.cli.SomePlayer;
import gg.agis.sandbox.cli.StandIn;
import gg.agis.sandbox.stack.Caller;
import gg.agis.sandbox.stack.CallerTokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Has the outside world do something to the running suite. */
@Command(
        name = "trigger",
        mixinStandardHelpOptions = true,
        description = {
            "Has the ad network's stand-in call the running suite, and shows what it sent and what came back.",
            "ayet.conversion: a completed offer.",
            "ayet.chargeback: a completed offer, taken back.",
            "ayet.duplicate: a completed offer, reported twice.",
            "ayet.forged: somebody without the key signs one."
        },
        footer = {
            "",
            "Examples:",
            "  ./agis trigger ayet.conversion",
            "  ./agis trigger ayet.chargeback --player 300000000000000001"
        })
public final class TriggerCommand implements Callable<Integer> {

    private static final Pattern SNOWFLAKE = Pattern.compile("[0-9]{1,20}");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Agis agis;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "EVENT",
            description = "What is to happen: ayet.conversion, ayet.chargeback, ayet.duplicate or ayet.forged.")
    private String event = "";

    @Option(
            names = "--player",
            paramLabel = "ID",
            description = "To whom, by Discord id; by default somebody new, who consents first.")
    private @Nullable String player;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AyetEvent wanted = AyetEvent.named(event)
                .orElseThrow(() -> wrong("There is no event '%s'. Choose one of: %s."
                        .formatted(event, String.join(", ", AyetEvent.names()))));
        String who = player == null ? null : checked(player);
        String gatewayUrl = agis.context().gatewayUrl();
        try (StandIn network = agis.context().adNetworkStandIn()) {
            Told told = new Told(agis.out(), agis.style(), gatewayUrl, statusUrl());
            String recipient = who == null ? somebodyNew(gatewayUrl, told) : who;
            wanted.happen(network, recipient, told);
            told.lookAt(recipient, wanted);
        }
        return 0;
    }

    private String statusUrl() {
        return agis.context()
                .runningStack()
                .part("ads")
                .map(ads -> "http://127.0.0.1:" + ads.managementPort())
                .orElse("http://<ads-service>");
    }

    private String somebodyNew(String gatewayUrl, Told told) throws IOException, InterruptedException {
        String somebody = SomePlayer.id();
        HttpResponse<String> answer = new Gateway(
                        gatewayUrl, new CallerTokens(agis.context().secrets(), Clock.systemUTC()))
                .put(
                        Caller.player(somebody),
                        "/api/ads/players/" + somebody + "/consent",
                        "{\"granted\":true,\"policyVersion\":\"1\"}");
        if (answer.statusCode() != 200) {
            throw new Failure("The consent of player %s was answered %d: %s. What the service says: ./agis logs ads"
                    .formatted(somebody, answer.statusCode(), answer.body()));
        }
        told.happened("Player %s is new, and consents to ads being counted.".formatted(somebody));
        return somebody;
    }

    private String checked(String id) {
        if (!SNOWFLAKE.matcher(id).matches()) {
            throw wrong("--player takes a Discord id (digits), and '%s' is none".formatted(id));
        }
        return id;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

package gg.agis.sandbox.cli;

import gg.agis.sandbox.stack.Caller;
import gg.agis.sandbox.stack.CallerTokens;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description =
                "Prints a token with which scripts and curl call the gateway of this stack as somebody, for an hour.",
        footer = {
            "",
            "Examples:",
            "  ./agis token --player 300000000000000001",
            "  ./agis token --player 300000000000000001 --officer 500000000000000001",
            "  ./agis token --admin",
            "  curl -H \"Authorization: Bearer $(./agis token --player 300000000000000001)\" \\",
            "       http://localhost:8080/api/wallets/300000000000000001"
        })
final class TokenCommand implements Callable<Integer> {

    private static final String SOME_ADMIN = "100000000000000001";
    private static final String SOME_MOD = "100000000000000002";
    private static final Pattern SNOWFLAKE = Pattern.compile("[0-9]{1,20}");
    private static final Pattern CUSTOMER = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Agis agis;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Who who;

    /** Exactly one of these. */
    static final class Who {

        @ArgGroup(exclusive = false)
        private @Nullable Player player;

        @ArgGroup(exclusive = false)
        private @Nullable Admin admin;

        @Option(names = "--mod", required = true, description = "A moderator.")
        @SuppressWarnings("UnusedVariable") // that it was given is all it says, and the last case left
        private boolean mod;

        @Option(names = "--customer", required = true, paramLabel = "ID", description = "An API customer.")
        private @Nullable String customer;
    }

    static final class Player {

        @Option(names = "--player", required = true, paramLabel = "ID", description = "A player, by Discord id.")
        private String id = "";

        @ArgGroup
        private @Nullable Guild guild;
    }

    static final class Guild {

        @Option(names = "--member", required = true, paramLabel = "GUILD", description = "Member of this guild.")
        private @Nullable String member;

        @Option(names = "--officer", required = true, paramLabel = "GUILD", description = "Officer of this guild.")
        private @Nullable String officer;
    }

    static final class Admin {

        @Option(names = "--admin", required = true, description = "An admin, who may act in every guild.")
        @SuppressWarnings("UnusedVariable") // that the group is there says it
        private boolean admin;

        @Option(names = "--as", paramLabel = "ID", description = "Which admin, where two are needed.")
        private String id = SOME_ADMIN;
    }

    @Override
    public Integer call() {
        Caller caller = caller();
        String token = new CallerTokens(agis.context().secrets(), Clock.systemUTC()).tokenFor(caller);
        agis.out().println(token);
        agis.out().flush();
        return 0;
    }

    private Caller caller() {
        if (who.player != null) {
            return player(who.player);
        }
        if (who.admin != null) {
            return Caller.admin(checked("--as", who.admin.id, SNOWFLAKE));
        }
        if (who.customer != null) {
            return Caller.customer(checked("--customer", who.customer, CUSTOMER));
        }
        return Caller.mod(SOME_MOD);
    }

    private Caller player(Player wanted) {
        Caller player = Caller.player(checked("--player", wanted.id, SNOWFLAKE));
        Guild guild = wanted.guild;
        if (guild == null) {
            return player;
        }
        return guild.officer == null
                ? player.memberOf(checked("--member", String.valueOf(guild.member), SNOWFLAKE))
                : player.officerOf(checked("--officer", guild.officer, SNOWFLAKE));
    }

    private String checked(String option, String id, Pattern form) {
        if (!form.matcher(id).matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s takes %s, and '%s' is none"
                            .formatted(option, form == SNOWFLAKE ? "a Discord id (digits)" : "a customer's id", id));
        }
        return id;
    }
}

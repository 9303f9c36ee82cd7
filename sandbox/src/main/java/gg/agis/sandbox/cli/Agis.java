package gg.agis.sandbox.cli;

import gg.agis.sandbox.cli.build.BenchCommand;
import gg.agis.sandbox.cli.build.DoctorCommand;
import gg.agis.sandbox.cli.build.TestCommand;
import gg.agis.sandbox.cli.demo.DemoCommand;
import gg.agis.sandbox.cli.trigger.TriggerCommand;
import gg.agis.sandbox.cli.up.UpCommand;
import gg.agis.sandbox.stack.StackFailedException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** One command for people. */
@Command(
        name = "agis",
        mixinStandardHelpOptions = true,
        version = "AGIS 1.0",
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs the whole suite on this machine, and shows what it does.",
        footer = {
            "",
            "Examples:",
            "  ./agis up                     build and start everything",
            "  ./agis demo                   earn, see the wallet, and try to cheat",
            "  ./agis token --player 42      a token for curl",
            "  ./agis COMMAND --help         more about one command",
            "",
            "Exit codes: 0 well, 1 failed, 2 wrong usage."
        },
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            StopCommand.class,
            LogsCommand.class,
            ResetCommand.class,
            DoctorCommand.class,
            TestCommand.class,
            DemoCommand.class,
            TriggerCommand.class,
            BenchCommand.class,
            TokenCommand.class,
            EnvCommand.class
        })
public final class Agis implements Runnable {

    private final Context context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    private Agis(Context context) {
        this.context = context;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(Context.ofProcess()).execute(arguments));
    }

    static CommandLine commandLine(Context context) {
        return new CommandLine(new Agis(context))
                .setColorScheme(CommandLine.Help.defaultColorScheme(context.coloured() ? Ansi.ON : Ansi.OFF))
                .setExecutionExceptionHandler(Agis::report);
    }

    public Context context() {
        return context;
    }

    public PrintWriter out() {
        return spec.commandLine().getOut();
    }

    public PrintWriter err() {
        return spec.commandLine().getErr();
    }

    public Style style() {
        return new Style(context.coloured());
    }

    /** Without a command there is only the help. */
    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    private static int report(Exception problem, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (problem instanceof Failure || problem instanceof StackFailedException) {
            err.println("agis: " + problem.getMessage());
        } else {
            err.println("agis: this went wrong and should not have; the trace tells where.");
            problem.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}

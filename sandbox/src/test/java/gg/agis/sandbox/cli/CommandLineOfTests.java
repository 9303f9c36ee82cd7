package gg.agis.sandbox.cli;

import gg.agis.sandbox.stack.StackDirectory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** A command, run in this process: how it ended and what it said. */
public record CommandLineOfTests(int exitCode, String out, String err) {

    public static CommandLineOfTests run(Path checkout, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Agis.commandLine(new Context(checkout, directoryOf(checkout), false, System.getenv()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandLineOfTests(exitCode, out.toString(), err.toString());
    }

    public static StackDirectory directoryOf(Path checkout) {
        return new StackDirectory(checkout.resolve(".agis"));
    }
}

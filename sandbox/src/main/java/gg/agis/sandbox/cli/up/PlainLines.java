package gg.agis.sandbox.cli.up;

import gg.agis.sandbox.cli.Style;
import gg.agis.sandbox.stack.Stack;
import gg.agis.sandbox.supervision.ProcessEvent;
import gg.agis.sandbox.supervision.ProcessEvent.Died;
import gg.agis.sandbox.supervision.ProcessEvent.KeepsDying;
import gg.agis.sandbox.supervision.ProcessEvent.Launched;
import gg.agis.sandbox.supervision.ProcessEvent.Note;
import gg.agis.sandbox.supervision.ProcessEvent.Ready;
import gg.agis.sandbox.supervision.ProcessEvent.Slow;
import gg.agis.sandbox.supervision.ProcessEvent.Stage;
import gg.agis.sandbox.supervision.ProcessEvent.Starting;
import gg.agis.sandbox.supervision.ProcessEvent.Stopped;
import gg.agis.sandbox.supervision.ProcessEvent.Stopping;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A line for each thing that happens: for pipes, files and CI. */
final class PlainLines implements Progress {

    private final PrintWriter out;
    private final Style style;

    PlainLines(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    @Override
    public synchronized void say(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public void event(ProcessEvent event) {
        line(event).ifPresent(this::say);
    }

    @Override
    public void up(Stack stack) {
        Addresses.of(stack).forEach(this::say);
    }

    Optional<String> line(ProcessEvent event) {
        return switch (event) {
            case Starting starting -> Optional.of(style.faint(starting.name() + " starts"));
            case Launched launched -> Optional.empty();
            case Stage stage -> Optional.of(style.faint(stage.name() + " is " + stage.what()));
            case Ready ready -> Optional.of("%s %s %s".formatted(ready.name(), style.good("✓"), seconds(ready.took())));
            case Slow slow -> Optional.of(slow(slow));
            case Died died ->
                Optional.of(style.bad("%s died (%s)".formatted(died.name(), died.why())) + ", starts again in "
                        + seconds(died.startsAgainIn()));
            case KeepsDying dying -> Optional.of(keepsDying(dying));
            case Note note -> Optional.of(style.faint(note.name() + ": " + note.text()));
            case Stopping stopping -> Optional.empty();
            case Stopped stopped -> Optional.of(style.faint(stopped.name() + " stopped"));
        };
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String slow(Slow slow) {
        return "%s is not ready after %d s. Its log: %s. If it stays like this: ./agis doctor, or Ctrl-C and ./agis up again."
                .formatted(slow.name(), slow.since().toSeconds(), slow.log());
    }

    private String keepsDying(KeepsDying dying) {
        return "%s keeps dying. The end of its log (%s):%n  %s"
                .formatted(style.bad(dying.name()), dying.log(), String.join("\n  ", dying.lastLines()));
    }
}

package gg.agis.sandbox.cli.up;

import gg.agis.sandbox.cli.Style;
import gg.agis.sandbox.stack.Stack;
import gg.agis.sandbox.supervision.ProcessEvent;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One paragraph that is drawn anew as things happen; what a person must not miss is printed above it. */
final class LiveChecklist implements Progress {

    private static final String SEPARATOR = " · ";

    private final PrintWriter out;
    private final Style style;
    private final int columns;
    private final PlainLines lines;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private int drawn;
    private boolean done;

    /** A part's text, measured without its colour. */
    private record Item(String text, String coloured) {}

    LiveChecklist(PrintWriter out, Style style, int columns) {
        this.out = out;
        this.style = style;
        this.columns = columns;
        this.lines = new PlainLines(out, style);
    }

    @Override
    public synchronized void say(String text) {
        if (done) {
            lines.say(text);
            return;
        }
        erase();
        out.println(text);
        draw();
    }

    @Override
    public synchronized void event(ProcessEvent event) {
        if (done) {
            lines.event(event);
            return;
        }
        switch (event) {
            case ProcessEvent.Starting starting -> put(starting.name(), "… starting");
            case ProcessEvent.Stage stage -> put(stage.name(), "… " + stage.what());
            case ProcessEvent.Ready ready -> {
                String took = PlainLines.seconds(ready.took());
                items.put(
                        ready.name(),
                        new Item(ready.name() + " ✓ " + took, ready.name() + " " + style.good("✓") + " " + took));
            }
            case ProcessEvent.Launched launched -> {}
            case ProcessEvent.Stopping stopping -> {
                done = true;
                return;
            }
            case ProcessEvent.Stopped stopped -> {}
            case ProcessEvent.Slow slow -> lines.line(slow).ifPresent(this::say);
            case ProcessEvent.Died died -> lines.line(died).ifPresent(this::say);
            case ProcessEvent.KeepsDying dying -> lines.line(dying).ifPresent(this::say);
            case ProcessEvent.Note note -> lines.line(note).ifPresent(this::say);
        }
        erase();
        draw();
    }

    @Override
    public synchronized void up(Stack stack) {
        done = true;
        lines.up(stack);
    }

    private void put(String name, String what) {
        items.put(name, new Item(name + " " + what, name + " " + style.faint(what)));
    }

    private void erase() {
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A\u001b[J");
        }
        drawn = 0;
    }

    private void draw() {
        for (String line : wrapped()) {
            out.println(line);
            drawn++;
        }
        out.flush();
    }

    private List<String> wrapped() {
        List<String> wrapped = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int length = 0;
        for (Item item : items.values()) {
            int more = item.text().length() + SEPARATOR.length();
            if (length > 0 && length + more > columns) {
                wrapped.add(line.toString());
                line.setLength(0);
                length = 0;
            }
            line.append(length == 0 ? "" : SEPARATOR).append(item.coloured());
            length += more;
        }
        if (length > 0) {
            wrapped.add(line.toString());
        }
        return wrapped;
    }
}

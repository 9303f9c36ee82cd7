package gg.agis.sandbox.cli.demo;

import gg.agis.sandbox.cli.Style;
import java.io.PrintWriter;

/** Tells what happens, a line each, and remembers whether it all went as it should. */
final class Story {

    private final PrintWriter out;
    private final Style style;
    private boolean well = true;

    Story(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    void tell(String text) {
        out.println("  " + text);
        out.flush();
    }

    /** Something that must be so; answers whether it is. */
    boolean check(boolean asItShould, String what, String found) {
        well &= asItShould;
        tell("%s %s: %s".formatted(asItShould ? style.good("✓") : style.bad("✗"), what, found));
        return asItShould;
    }

    boolean end(String praise) {
        out.println(well ? style.good(praise) : style.bad("Something is not as it should be; see the lines with ✗."));
        out.flush();
        return well;
    }
}

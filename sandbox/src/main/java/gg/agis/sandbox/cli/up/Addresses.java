package gg.agis.sandbox.cli.up;

import gg.agis.sandbox.stack.Stack;
import java.util.List;

/** What there is to open once all is up. A page is listed when it exists. */
final class Addresses {

    private Addresses() {}

    static List<String> of(Stack stack) {
        String base = stack.url("gateway").replace("127.0.0.1", "localhost");
        return List.of(
                "",
                "AGIS is up.",
                "  gateway   " + base,
                "  health    " + base + "/readyz",
                "  version   " + base + "/version",
                "  metrics   " + stack.managementUrl("gateway") + "/metrics  (the others': ./agis status)",
                "  a token   ./agis token --player 300000000000000001",
                "  try it    ./agis demo",
                "Ctrl-C stops everything; the data stays for the next ./agis up.");
    }
}

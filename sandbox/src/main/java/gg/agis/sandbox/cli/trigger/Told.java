package gg.agis.sandbox.cli.trigger;

import gg.agis.sandbox.cli.StandIn;
import gg.agis.sandbox.cli.Style;
import java.io.PrintWriter;
import java.util.List;

/** What a person is told of it. */
final class Told {

    private final PrintWriter out;
    private final Style style;
    private final String gatewayUrl;
    private final String statusUrl;
    private String lastStatus = "";

    /** @param statusUrl where ads-service tells how it does */
    Told(PrintWriter out, Style style, String gatewayUrl, String statusUrl) {
        this.out = out;
        this.style = style;
        this.gatewayUrl = gatewayUrl;
        this.statusUrl = statusUrl;
    }

    void happened(String what) {
        out.println(what);
        out.flush();
    }

    void sent(String what, List<StandIn.Callback> callbacks) {
        happened(what + ":");
        for (StandIn.Callback callback : callbacks) {
            String answer = callback.status() == 0
                    ? style.bad("no answer: " + callback.body())
                    : coloured(callback.status(), callback.status() + " " + callback.body());
            happened("  sent  GET " + style.faint(callback.url()));
            happened("  back  " + answer);
            lastStatus = callback.json().path("status").asString("");
        }
    }

    private String coloured(int status, String text) {
        return status == 200 ? style.good(text) : style.bad(text);
    }

    void lookAt(String player, AyetEvent event) {
        happened("Look next at");
        if (event == AyetEvent.FORGED) {
            happened("  metric     curl -s %s/metrics | grep agis_ad_signature_failures_total".formatted(statusUrl));
        }
        if (lastStatus.equals("rejected")) {
            happened("  consent    " + curl(player, "/api/ads/players/" + player + "/consent"));
        }
        happened("  wallet     " + curl(player, "/api/wallets/" + player));
        happened("  why        " + curl(player, "/api/ads/players/" + player + "/conversions"));
        happened("  log        ./agis logs ads");
    }

    private String curl(String player, String path) {
        return "curl -s -H \"Authorization: Bearer $(./agis token --player %s)\" %s%s"
                .formatted(player, gatewayUrl, path);
    }
}

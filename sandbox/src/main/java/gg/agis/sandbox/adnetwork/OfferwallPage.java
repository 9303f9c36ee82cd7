package gg.agis.sandbox.adnetwork;

import java.util.List;
import java.util.stream.Collectors;

/** What a player sees in the browser. */
final class OfferwallPage {

    private OfferwallPage() {}

    static String listing(List<Offer> offers, String player, String guild) {
        String items = offers.stream().map(offer -> item(offer, player, guild)).collect(Collectors.joining("\n"));
        return page("Offers", "<h1>Offers</h1>\n<ul>\n" + items + "\n</ul>");
    }

    static String completed(Offer offer, Delivery.Report delivery) {
        String outcome = delivery.attempts().isEmpty()
                ? "It will be reported in a while."
                : "The community answered: " + delivery.attempts().getFirst().body();
        return page(
                "Completed",
                "<h1>Completed: %s</h1>\n<p>%s</p>\n<p><a href=\"javascript:history.back()\">Back to the offers</a></p>"
                        .formatted(escaped(offer.name()), escaped(outcome)));
    }

    private static String item(Offer offer, String player, String guild) {
        return """
                <li><form method="post" action="/offerwall/complete">
                <input type="hidden" name="offerId" value="%s">
                <input type="hidden" name="external_identifier" value="%s">
                <input type="hidden" name="custom_2" value="%s">
                %s, %d <button>Complete</button>
                </form></li>""".formatted(
                        escaped(offer.id()), escaped(player), escaped(guild), escaped(offer.name()), offer.amount());
    }

    private static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%s</title></head>
                <body>
                %s
                </body>
                </html>
                """.formatted(title, body);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

package gg.agis.sandbox.adnetwork;

import gg.agis.sandbox.web.Answer;
import gg.agis.sandbox.web.Refusal;
import gg.agis.sandbox.web.Request;
import gg.agis.sandbox.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The page behind a player's offer link, {@code /offerwall?external_identifier=<player>&custom_1=<type>&custom_2=<guild>}.
 * Completing an offer there has the network call back.
 */
public final class Offerwall {

    private static final int TEXT_MAX = 100;

    private final AyetNetwork network;

    public Offerwall(AyetNetwork network) {
        this.network = network;
    }

    public void register(Routes routes) {
        routes.get("/offerwall", this::list).post("/offerwall/complete", this::complete);
    }

    private Answer list(Request request) {
        Visitor visitor = Visitor.of(request);
        List<Offer> offers = Offer.ALL.stream()
                .filter(offer -> visitor.type().map(offer.type()::equals).orElse(true))
                .toList();
        if (request.wantsJson()) {
            return Answer.ok(Map.of("items", offers));
        }
        return Answer.html(OfferwallPage.listing(offers, visitor.player(), visitor.guild()));
    }

    private Answer complete(Request request) {
        Map<String, String> form = request.form();
        Offer offer = Offer.of(form.getOrDefault("offerId", ""))
                .orElseThrow(() -> Refusal.badRequest("There is no such offer; ask /offerwall for the list"));
        String player = text(form.getOrDefault("external_identifier", ""), "external_identifier");
        String guild = form.getOrDefault("custom_2", "");
        Conversion conversion = new Conversion(
                UUID.randomUUID().toString().replace("-", ""),
                player,
                guild.isEmpty() ? null : text(guild, "custom_2"),
                offer.type(),
                Long.toString(offer.amount()),
                offer.name(),
                Map.of());
        List<Delivery.Report> deliveries = network.send(conversion, Sending.ONCE);
        if (request.wantsJson()) {
            return Answer.ok(Map.of("deliveries", deliveries));
        }
        return Answer.html(OfferwallPage.completed(offer, deliveries.getFirst()));
    }

    private static String text(String text, String name) {
        if (text.isBlank() || text.length() > TEXT_MAX) {
            throw Refusal.badRequest("'%s' needs 1 to %d characters".formatted(name, TEXT_MAX));
        }
        return text;
    }

    private record Visitor(String player, String guild, Optional<AdType> type) {

        static Visitor of(Request request) {
            return new Visitor(
                    text(request.query("external_identifier").orElse(""), "external_identifier"),
                    request.query("custom_2").orElse(""),
                    request.query("custom_1").flatMap(AdType::of));
        }
    }
}

package gg.agis.sandbox.control;

import gg.agis.sandbox.adnetwork.AdType;
import gg.agis.sandbox.adnetwork.AyetNetwork;
import gg.agis.sandbox.adnetwork.Conversion;
import gg.agis.sandbox.adnetwork.Delivery;
import gg.agis.sandbox.adnetwork.Misbehaviour;
import gg.agis.sandbox.adnetwork.Sending;
import gg.agis.sandbox.web.Answer;
import gg.agis.sandbox.web.Refusal;
import gg.agis.sandbox.web.Request;
import gg.agis.sandbox.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /control/ayet/…}: conversions, chargebacks and bad manners on demand. */
public final class AyetControl {

    private static final int COPIES_MAX = 100;
    private static final int DELIVERIES_MAX = 1_000;
    private static final int DELIVERIES_DEFAULT = 100;

    private final AyetNetwork network;

    public AyetControl(AyetNetwork network) {
        this.network = network;
    }

    public void register(Routes routes) {
        routes.post("/control/ayet/conversions", this::convert)
                .post("/control/ayet/chargebacks", this::chargeBack)
                .get("/control/ayet/deliveries", this::deliveries)
                .get("/control/ayet/misbehave", request -> Answer.ok(network.misbehaviour()))
                .post("/control/ayet/misbehave", this::misbehave);
    }

    private record ConversionOrder(
            @Nullable String player,
            @Nullable String guild,
            @Nullable JsonNode amount,
            @Nullable String type,
            @Nullable String offerName,
            @Nullable String transactionId,
            @Nullable Map<String, String> parameters,
            @Nullable Integer copies,
            @Nullable Long delayMillis,
            @Nullable Boolean forged) {

        Conversion conversion() {
            AdType adType = type == null ? AdType.OFFERWALL : AdType.of(type).orElseThrow(AyetControl::unknownType);
            return new Conversion(
                    transactionId == null
                            ? UUID.randomUUID().toString().replace("-", "")
                            : Limits.text("transactionId", transactionId),
                    Limits.text("player", player),
                    guild == null ? null : Limits.text("guild", guild),
                    adType,
                    amount == null ? Long.toString(adType.usualAmount()) : Limits.text("amount", amount.asString()),
                    offerName == null ? "Raid: Shadow Legends" : Limits.text("offerName", offerName),
                    Limits.parameters(parameters));
        }

        Sending sending() {
            return new Sending(
                    (int) Limits.range("copies", copies, 1, 1, COPIES_MAX),
                    Limits.millis("delayMillis", delayMillis),
                    Objects.requireNonNullElse(forged, false));
        }
    }

    private record ChargebackOrder(
            @Nullable String transactionId,
            @Nullable String player,
            @Nullable JsonNode amount) {

        Conversion unsent() {
            return new ConversionOrder(player, null, amount, null, null, transactionId, null, null, null, null)
                    .conversion();
        }
    }

    private record Manners(
            @Nullable Integer doubleBp,
            @Nullable Integer lateBp,
            @Nullable Long lateMillis,
            @Nullable Integer dropBp,
            @Nullable List<@Nullable Long> resendMillis) {

        Misbehaviour misbehaviour() {
            return new Misbehaviour(
                    Limits.chance("doubleBp", doubleBp),
                    Limits.chance("lateBp", lateBp),
                    Limits.millis("lateMillis", lateMillis),
                    Limits.chance("dropBp", dropBp),
                    resendMillis == null ? Misbehaviour.NONE.resendMillis() : Limits.pauses(resendMillis));
        }
    }

    private record Sent(List<Delivery.Report> deliveries) {}

    private Answer convert(Request request) {
        ConversionOrder order = request.json(ConversionOrder.class);
        return sent(network.send(order.conversion(), order.sending()));
    }

    private Answer chargeBack(Request request) {
        ChargebackOrder order = request.json(ChargebackOrder.class);
        String transactionId = Limits.text("transactionId", order.transactionId());
        Optional<List<Delivery.Report>> known = network.chargeBack(transactionId);
        if (known.isEmpty() && order.player() == null) {
            throw new Refusal(
                    404, "No such transaction was sent; to charge it back beforehand, name its player and amount");
        }
        return sent(known.orElseGet(() -> network.chargeBack(order.unsent())));
    }

    private Answer deliveries(Request request) {
        int limit = (int) Limits.range(
                "limit",
                request.query("limit").map(Limits::number).orElse(null),
                DELIVERIES_DEFAULT,
                1,
                DELIVERIES_MAX);
        return Answer.ok(new Sent(network.deliveries(request.query("transactionId"), limit)));
    }

    private Answer misbehave(Request request) {
        network.misbehave(request.json(Manners.class).misbehaviour());
        return Answer.ok(network.misbehaviour());
    }

    private static Answer sent(List<Delivery.Report> deliveries) {
        boolean waiting = deliveries.stream().anyMatch(delivery -> delivery.state() == Delivery.State.SCHEDULED);
        return Answer.json(waiting ? 202 : 200, new Sent(deliveries));
    }

    private static Refusal unknownType() {
        return Refusal.badRequest("'type' is offerwall, surveywall or video");
    }
}

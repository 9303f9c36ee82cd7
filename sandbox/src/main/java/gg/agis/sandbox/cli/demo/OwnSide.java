package gg.agis.sandbox.cli.demo;

import gg.agis.sandbox.adnetwork.AdType;
import gg.agis.sandbox.adnetwork.AyetNetwork;
import gg.agis.sandbox.adnetwork.AyetSettings;
import gg.agis.sandbox.adnetwork.Conversion;
import gg.agis.sandbox.adnetwork.Delivery;
import gg.agis.sandbox.adnetwork.Sending;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/** A stand-in in this very process, for a suite that runs elsewhere. */
final class OwnSide implements AdNetworkSide {

    private final AyetNetwork network;

    OwnSide(AyetSettings settings) {
        this.network = new AyetNetwork(settings, InstantSource.system());
    }

    @Override
    public Callback report(String player, String transactionId, long amount) {
        Conversion conversion = new Conversion(
                transactionId, player, null, AdType.OFFERWALL, Long.toString(amount), "The demo's offer", Map.of());
        Delivery.Report report = network.send(conversion, Sending.ONCE).getFirst();
        Delivery.Attempt attempt = report.attempts().getFirst();
        return new Callback(report.url(), Objects.requireNonNullElse(attempt.status(), 0), attempt.body());
    }

    @Override
    public void close() {
        network.close();
    }
}

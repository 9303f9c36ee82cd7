package gg.agis.sandbox.cli.demo;

import gg.agis.sandbox.cli.StandIn;
import java.io.IOException;
import java.util.Map;

/** The stand-in of the running stack. */
final class StandInSide implements AdNetworkSide {

    private final StandIn standIn;

    StandInSide(StandIn standIn) {
        this.standIn = standIn;
    }

    @Override
    public Callback report(String player, String transactionId, long amount) throws IOException, InterruptedException {
        StandIn.Callback sent = standIn.send(
                        "conversions", Map.of("player", player, "transactionId", transactionId, "amount", amount))
                .getFirst();
        return new Callback(sent.url(), sent.status(), sent.body());
    }

    @Override
    public void close() {
        standIn.close();
    }
}

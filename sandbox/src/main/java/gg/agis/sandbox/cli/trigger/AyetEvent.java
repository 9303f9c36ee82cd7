package gg.agis.sandbox.cli.trigger;

import gg.agis.sandbox.cli.StandIn;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What ayeT-Studios can be made to do. */
enum AyetEvent {
    CONVERSION("ayet.conversion") {
        @Override
        void happen(StandIn network, String player, Told told) throws IOException, InterruptedException {
            convert(network, player, told);
        }
    },
    CHARGEBACK("ayet.chargeback") {
        @Override
        void happen(StandIn network, String player, Told told) throws IOException, InterruptedException {
            String transaction = convert(network, player, told);
            told.sent("The network takes it back", network.send("chargebacks", Map.of("transactionId", transaction)));
        }
    },
    DUPLICATE("ayet.duplicate") {
        @Override
        void happen(StandIn network, String player, Told told) throws IOException, InterruptedException {
            String transaction = convert(network, player, told);
            told.sent(
                    "The network reports the same offer again",
                    network.send("conversions", Map.of("player", player, "transactionId", transaction)));
        }
    },
    FORGED("ayet.forged") {
        @Override
        void happen(StandIn network, String player, Told told) throws IOException, InterruptedException {
            told.sent(
                    "Somebody without the network's key reports an offer",
                    network.send("conversions", Map.of("player", player, "forged", true)));
        }
    };

    private final String wire;

    AyetEvent(String wire) {
        this.wire = wire;
    }

    static Optional<AyetEvent> named(String name) {
        return Arrays.stream(values()).filter(event -> event.wire.equals(name)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(event -> event.wire).toList();
    }

    abstract void happen(StandIn network, String player, Told told) throws IOException, InterruptedException;

    /** Which transaction it was. */
    private static String convert(StandIn network, String player, Told told) throws IOException, InterruptedException {
        List<StandIn.Callback> callbacks = network.send("conversions", Map.of("player", player));
        told.sent("The player completes an offer", callbacks);
        return callbacks.getFirst().transactionId();
    }
}

package gg.agis.sandbox.adnetwork;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task that a player completed, as it is ordered from the network.
 *
 * @param amount as text, so that a test can send what is no amount
 * @param parameters replace or add macros; an empty text is sent as such
 */
public record Conversion(
        String transactionId,
        String player,
        @Nullable String guild,
        AdType type,
        String amount,
        String offerName,
        Map<String, String> parameters) {}

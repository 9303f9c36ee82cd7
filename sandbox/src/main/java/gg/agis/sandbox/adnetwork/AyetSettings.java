package gg.agis.sandbox.adnetwork;

import java.util.Optional;

/**
 * What the network knows of its publisher.
 *
 * @param gatewayUrl where callbacks go, without a path
 * @param token a static parameter of the publisher's callback URL
 */
public record AyetSettings(String gatewayUrl, String apiKey, Optional<String> token) {

    @Override
    public String toString() {
        return "AyetSettings[gatewayUrl=%s]".formatted(gatewayUrl);
    }
}

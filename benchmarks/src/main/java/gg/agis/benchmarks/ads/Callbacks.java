package gg.agis.benchmarks.ads;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.agis.benchmarks.load.Request;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Callbacks of completed offers, as ayeT-Studios sends and signs them. */
final class Callbacks {

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;
    private final Gateway gateway = new Gateway();

    Callbacks(String apiKey) {
        key = new SecretKeySpec(apiKey.getBytes(UTF_8), HMAC);
    }

    /** A conversion that nobody has seen before; its parameters stand in the order in which they are signed. */
    Request conversionOf(String playerId, String transactionId) {
        var query = "adslot_id=16&currency_amount=50&custom_1=offerwall&device_uuid=%s&external_identifier=%s&ip=%s"
                        .formatted(new UUID(1, playerId.hashCode()), playerId, address(playerId))
                + "&is_chargeback=0&offer_name=Raid%3A+Shadow+Legends&payout_usd=0.05&transaction_id=" + transactionId;
        return Request.get(
                "/ads/ayet/s2s?" + query,
                "Authorization: Bearer %s\r\nX-Ayetstudios-Security-Hash: %s"
                        .formatted(gateway.token(), signature(query)),
                200,
                "\"credited\"");
    }

    /** Nobody shares one, since that would look like fraud. */
    private static String address(String playerId) {
        int number = Integer.parseInt(playerId.substring(playerId.length() - 6));
        return "10.%d.%d.%d".formatted(number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff);
    }

    private String signature(String query) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(query.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

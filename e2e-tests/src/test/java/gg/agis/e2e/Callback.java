package gg.agis.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A callback as ayeT-Studios makes it, signed by its rules and by none of our code.
 *
 * @param query as it goes over the wire
 * @param hash what stands in the header
 */
public record Callback(String query, String hash) {

    private static final String KEY = Suite.API_KEYS.getFirst();

    public static Callback of(String transactionId, String player, long amount) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("transaction_id", transactionId);
        parameters.put("external_identifier", player);
        parameters.put("currency_amount", Long.toString(amount));
        parameters.put("is_chargeback", "0");
        parameters.put("custom_1", "offerwall");
        return of(parameters);
    }

    /** The parameters in the order in which they are sent; the signature sorts them. */
    public static Callback of(Map<String, String> parameters) {
        return new Callback(encoded(parameters), hash(encoded(new TreeMap<>(parameters))));
    }

    /** The same parameters, written in another way that means the same. */
    public Callback sentAs(String otherQuery) {
        return new Callback(otherQuery, hash);
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    // As PHP's http_build_query has it.
    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("*", "%2A").replace("%7E", "~");
    }

    private static String hash(String sorted) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(sorted.getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

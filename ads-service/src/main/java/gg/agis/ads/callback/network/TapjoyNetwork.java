package gg.agis.ads.callback.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.agis.ads.callback.AdNetwork;
import gg.agis.ads.callback.Callback;
import gg.agis.ads.callback.Signature;
import gg.agis.ads.callback.Statement;
import gg.agis.ads.conversion.Circumstances;
import gg.agis.ads.conversion.Report;
import jakarta.validation.constraints.NotBlank;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;

/**
 * Tapjoy vouches for three parameters with an MD5 over them and our secret; whatever else stands in the query is anybody's
 * word and is neither used nor kept. It repeats every answer but 200 and 403 for days.
 */
@Component
class TapjoyNetwork implements AdNetwork {

    private static final String NAME = "tapjoy";
    private static final String VERIFIER = "verifier";
    private static final List<String> SIGNED = List.of("id", "snuid", "currency");

    private final List<String> secrets;

    TapjoyNetwork(Settings settings) {
        this.secrets = settings.secrets();
    }

    /**
     * How Tapjoy calls us.
     *
     * @param secrets secret: its secret keys, all are accepted; without any, the network is unknown
     */
    @Validated
    @ConfigurationProperties("agis.ads.tapjoy")
    record Settings(@DefaultValue List<@NotBlank String> secrets) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return !secrets.isEmpty();
    }

    @Override
    public Signature check(Callback callback) {
        return callback.get(VERIFIER)
                .map(verifier -> matches(callback, verifier))
                .map(Signature::of)
                .orElse(Signature.MISSING);
    }

    private boolean matches(Callback callback, String verifier) {
        var given = verifier.getBytes(UTF_8);
        boolean matches = false;
        for (var secret : secrets) {
            var signed = String.join(
                    ":", stated(callback, "id"), stated(callback, "snuid"), stated(callback, "currency"), secret);
            // No early end: how long it takes must not tell how much of a forgery was right.
            matches |= MessageDigest.isEqual(md5(signed), given);
        }
        return matches && !isAmbiguous(callback);
    }

    /** With the separator inside a part, the same verifier would fit other parts as well. */
    private static boolean isAmbiguous(Callback callback) {
        return SIGNED.stream().anyMatch(name -> stated(callback, name).contains(":"));
    }

    @Override
    public Report read(Callback callback) {
        var query = callback.query().only(SIGNED);
        return new Statement(
                        NAME,
                        query.get("id"),
                        query.get("snuid"),
                        Optional.empty(),
                        Optional.empty(),
                        query.get("currency"),
                        Optional.empty(),
                        Circumstances.UNKNOWN,
                        query.parameters(),
                        query.encoded())
                .report();
    }

    /** 403 is how one says that asking again is in vain. */
    @Override
    public HttpStatus refusal(HttpStatus usual) {
        return HttpStatus.FORBIDDEN;
    }

    private static String stated(Callback callback, String name) {
        return callback.get(name).orElse("");
    }

    private static byte[] md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).getBytes(UTF_8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}

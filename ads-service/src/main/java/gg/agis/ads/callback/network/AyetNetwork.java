package gg.agis.ads.callback.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.agis.ads.callback.AdNetwork;
import gg.agis.ads.callback.Callback;
import gg.agis.ads.callback.Hmac;
import gg.agis.ads.callback.Signature;
import gg.agis.ads.conversion.Report;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/**
 * ayeT-Studios signs with HMAC-SHA256 in a header: over all parameters, sorted by name and encoded as PHP's
 * {@code http_build_query} does it. Static parameters of our callback's URL count too.
 */
@Component
class AyetNetwork implements AdNetwork {

    static final String NAME = "ayet";

    private static final String HEADER = "X-Ayetstudios-Security-Hash";
    private static final String TOKEN = "token";

    private final Hmac hmac;
    private final byte[] token;

    AyetNetwork(AyetSettings settings) {
        this.hmac = Hmac.sha256(settings.apiKeys());
        this.token = settings.callbackToken().getBytes(UTF_8);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return true;
    }

    @Override
    public Signature check(Callback callback) {
        var hash = callback.header(HEADER);
        if (hash.isEmpty()) {
            return Signature.MISSING;
        }
        var signature = Signature.of(hmac.matches(callback.query().encoded(), hash.get()));
        return signature == Signature.GENUINE && !tokenMatches(callback) ? Signature.WRONG_TOKEN : signature;
    }

    private boolean tokenMatches(Callback callback) {
        var given = callback.get(TOKEN).orElse("").getBytes(UTF_8);
        return token.length == 0 || MessageDigest.isEqual(token, given);
    }

    @Override
    public Report read(Callback callback) {
        return new AyetMacros(callback.query().without(TOKEN)).report();
    }
}

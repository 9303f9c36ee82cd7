package gg.agis.ads.callback.network;

import gg.agis.ads.callback.AdNetwork;
import gg.agis.ads.callback.Callback;
import gg.agis.ads.callback.Hmac;
import gg.agis.ads.callback.RawQuery;
import gg.agis.ads.callback.Signature;
import gg.agis.ads.callback.Statement;
import gg.agis.ads.conversion.Circumstances;
import gg.agis.ads.conversion.Report;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;

/** The community's first scheme, for whoever still signs by it: HMAC-SHA1 over the sorted query, in a parameter. */
@Component
class LegacySha1Network implements AdNetwork {

    private static final String NAME = "legacy-sha1";
    private static final String SIGNATURE = "signature";

    private final boolean configured;
    private final Hmac hmac;

    LegacySha1Network(Settings settings) {
        this.configured = !settings.keys().isEmpty();
        this.hmac = Hmac.sha1(settings.keys());
    }

    /**
     * The legacy scheme.
     *
     * @param keys secret: all are accepted; without any, the network is unknown
     */
    @Validated
    @ConfigurationProperties("agis.ads.legacy-sha1")
    record Settings(@DefaultValue List<@NotBlank String> keys) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return configured;
    }

    @Override
    public Signature check(Callback callback) {
        return callback.get(SIGNATURE)
                .map(hash -> hmac.matches(signed(callback).encoded(), hash))
                .map(Signature::of)
                .orElse(Signature.MISSING);
    }

    private static RawQuery signed(Callback callback) {
        return callback.query().without(SIGNATURE);
    }

    @Override
    public Report read(Callback callback) {
        var query = signed(callback);
        return new Statement(
                        NAME,
                        query.get("conversion_id"),
                        query.get("user_id"),
                        Optional.empty(),
                        query.get("type"),
                        query.get("amount"),
                        Optional.empty(),
                        Circumstances.UNKNOWN,
                        query.parameters(),
                        query.encoded())
                .report();
    }
}

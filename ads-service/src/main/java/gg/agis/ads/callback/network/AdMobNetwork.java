package gg.agis.ads.callback.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import gg.agis.ads.callback.AdNetwork;
import gg.agis.ads.callback.Callback;
import gg.agis.ads.callback.RawQuery;
import gg.agis.ads.callback.Signature;
import gg.agis.ads.callback.Statement;
import gg.agis.ads.conversion.Circumstances;
import gg.agis.ads.conversion.Report;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * AdMob's server-side verification: a rewarded video, signed with ECDSA over the query as it stands before the last two
 * parameters, which are the signature and the id of the key.
 */
@Component
class AdMobNetwork implements AdNetwork {

    private static final String NAME = "admob";
    private static final String SIGNATURE = "signature";
    private static final String KEY_ID = "key_id";
    private static final Pattern SIGNED =
            Pattern.compile("(?<signed>.+)&signature=(?<signature>[A-Za-z0-9_=%-]{1,256})&key_id=(?<key>[0-9]{1,20})");
    private static final Pattern EPOCH_MILLIS = Pattern.compile("[0-9]{1,14}");

    private final AdMobKeys keys;

    AdMobNetwork(AdMobKeys keys) {
        this.keys = keys;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return keys.areConfigured();
    }

    @Override
    public Signature check(Callback callback) {
        if (callback.get(SIGNATURE).isEmpty() || callback.get(KEY_ID).isEmpty()) {
            return Signature.MISSING;
        }
        var parts = SIGNED.matcher(callback.raw());
        if (!parts.matches()) {
            return Signature.INVALID;
        }
        return keys.find(parts.group("key"))
                .map(key -> verifies(
                        key, parts.group("signed"), callback.get(SIGNATURE).orElse("")))
                .map(Signature::of)
                .orElse(Signature.INVALID);
    }

    private static boolean verifies(PublicKey key, String signed, String signature) {
        try {
            var verifier = java.security.Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(key);
            verifier.update(signed.getBytes(ISO_8859_1));
            return verifier.verify(Base64.getUrlDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public Report read(Callback callback) {
        var query = signed(callback.query());
        return new Statement(
                        NAME,
                        query.get("transaction_id"),
                        query.get("user_id"),
                        query.get("custom_data"),
                        Optional.of("video"),
                        query.get("reward_amount"),
                        Optional.empty(),
                        new Circumstances(null, null, null, reportedAt(query), null),
                        query.parameters(),
                        query.encoded())
                .report();
    }

    private static RawQuery signed(RawQuery query) {
        return query.without(SIGNATURE).without(KEY_ID);
    }

    private static @Nullable Instant reportedAt(RawQuery query) {
        return query.get("timestamp")
                .filter(text -> EPOCH_MILLIS.matcher(text).matches())
                .map(text -> Instant.ofEpochMilli(Long.parseLong(text)))
                .orElse(null);
    }
}

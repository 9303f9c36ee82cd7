package gg.agis.common.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;

/** Reads the keys of the settings, and says which of them cannot be used without saying what is in it. */
final class TokenKeys {

    private TokenKeys() {}

    static ECKey privateKey(String jwk) {
        try {
            var key = JWK.parse(jwk);
            if (key instanceof ECKey ec && ec.isPrivate() && Curve.P_256.equals(ec.getCurve())) {
                return ec;
            }
        } catch (ParseException e) {
            // Its message may quote the key.
        }
        throw new IllegalArgumentException("TOKEN_KEY is not a private EC key on P-256 as a JWK");
    }

    static Map<String, JWSVerifier> verifiers(String jwkSet) {
        var verifiers = new HashMap<String, JWSVerifier>();
        for (var key : parsed(jwkSet).getKeys()) {
            if (!(key instanceof ECKey ec) || !Curve.P_256.equals(ec.getCurve()) || ec.getKeyID() == null) {
                throw new IllegalArgumentException("TOKEN_ISSUERS holds a key that is not EC on P-256 with a kid");
            }
            if (verifiers.put(ec.getKeyID(), verifier(ec)) != null) {
                throw new IllegalArgumentException("TOKEN_ISSUERS holds two keys of " + ec.getKeyID());
            }
        }
        return Map.copyOf(verifiers);
    }

    private static JWKSet parsed(String jwkSet) {
        try {
            return JWKSet.parse(jwkSet);
        } catch (ParseException e) {
            throw new IllegalArgumentException("TOKEN_ISSUERS is not a JWK set", e);
        }
    }

    private static JWSVerifier verifier(ECKey key) {
        try {
            return new ECDSAVerifier(key.toPublicJWK());
        } catch (JOSEException e) {
            throw new IllegalArgumentException("The key of " + key.getKeyID() + " cannot verify", e);
        }
    }
}

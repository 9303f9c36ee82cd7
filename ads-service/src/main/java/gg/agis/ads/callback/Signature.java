package gg.agis.ads.callback;

/** What a callback's signature turned out to be. */
public enum Signature {
    GENUINE,
    MISSING,
    INVALID,
    /** It is signed, but does not carry the secret that our callback's URL does. */
    WRONG_TOKEN;

    public static Signature of(boolean matches) {
        return matches ? GENUINE : INVALID;
    }
}

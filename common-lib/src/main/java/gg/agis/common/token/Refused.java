package gg.agis.common.token;

/** Why a token is refused: for the log, never for whoever sent it. */
final class Refused extends RuntimeException {

    Refused(String reason) {
        super(reason, null, false, false);
    }
}

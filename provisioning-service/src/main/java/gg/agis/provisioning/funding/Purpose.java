package gg.agis.provisioning.funding;

import gg.agis.common.id.MadeId;
import java.time.Instant;
import java.util.UUID;

/** What money is asked for. Asked for the same purpose once more, it is the same request. */
public record Purpose(String text) {

    private static final String START = "start";
    private static final String WAKE = "wake:";
    private static final String RENEW = "renew:";
    private static final String EXTEND = "extend:";

    public static Purpose start() {
        return new Purpose(START);
    }

    /**
     * The first hour after a rest.
     *
     * @param wake counts sleeps and suspensions, and what was voided in them
     */
    public static Purpose wake(int wake) {
        return new Purpose(WAKE + wake);
    }

    /** The hour that begins when what is paid ends. */
    public static Purpose renew(Instant paidUntil) {
        return new Purpose(RENEW + paidUntil);
    }

    /** What an officer asked for by a command of this id. */
    public static Purpose extend(UUID commandId) {
        return new Purpose(EXTEND + commandId);
    }

    public boolean isStart() {
        return text.equals(START);
    }

    public boolean isWake() {
        return text.startsWith(WAKE);
    }

    public boolean isRenewal() {
        return text.startsWith(RENEW);
    }

    public boolean isExtension() {
        return text.startsWith(EXTEND);
    }

    /** Held first and spent when the game runs; the rest is paid at once. */
    boolean isHeld() {
        return isStart() || isWake();
    }

    public UUID requestId(UUID serverId) {
        return MadeId.requestId(serverId, text);
    }
}

package gg.agis.sandbox.adnetwork;

/**
 * How one conversion is sent.
 *
 * @param copies at the same moment
 * @param forged signed with another key
 */
public record Sending(int copies, long delayMillis, boolean forged) {

    public static final Sending ONCE = new Sending(1, 0, false);
}

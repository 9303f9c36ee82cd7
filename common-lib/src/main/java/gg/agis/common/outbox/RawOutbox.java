package gg.agis.common.outbox;

/** The outbox for what has no contract, as a dead letter; features use {@link Outbox}. */
public interface RawOutbox {

    /** Fails outside a transaction, as {@link Outbox#publish} does. */
    void write(String topic, String key, String type, byte[] payload);
}

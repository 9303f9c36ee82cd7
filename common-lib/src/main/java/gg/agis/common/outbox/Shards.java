package gg.agis.common.outbox;

/**
 * Divides the keys among relays. The number is as final as a topic's number of partitions: with another one, old and new
 * rows of a key could be in the hands of two relays.
 */
final class Shards {

    static final int COUNT = 16;

    private Shards() {}

    static short of(String topic, String key) {
        int hash = 31 * topic.hashCode() + key.hashCode();
        // Keys that differ only at the end differ only in the low bits, which alone would spread unevenly.
        hash *= 0x9E3779B1;
        return (short) (hash >>> 28);
    }
}

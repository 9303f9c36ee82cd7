package gg.agis.sandbox.adnetwork;

import java.util.LinkedHashMap;
import java.util.Map;

/** Forgets the oldest. */
final class Remembered<K, V> extends LinkedHashMap<K, V> {

    private final int max;

    Remembered(int max) {
        this.max = max;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > max;
    }
}

package gg.agis.common.event;

/** A record of a compacted topic: whoever has its version, or a later one, ignores it. */
public interface Versioned {

    long version();
}

package gg.agis.common.round;

import java.time.Duration;

/**
 * Work that is done again and again, as a bean: reconciling, checking, tidying up. It runs once the schema is as the
 * service needs it, never beside itself, and rests for the pause in between. Every replica makes its rounds, so a round
 * must be harmless beside another replica's.
 */
public interface Round {

    /** Names its thread and its metrics: a few words of a fixed list, never data. */
    String name();

    Duration pause();

    /** One round. What it throws is said and counted, and the next round tries again. */
    void make();
}

package gg.agis.ads.player;

import java.util.List;

/**
 * A feature that keeps something of players. A bean of this type says all of it to whoever may ask, and is called in the
 * transaction that erases a player, under that player's lock; called again, it finds nothing more to do.
 */
public interface Remembers {

    /** What it keeps, in a word. */
    String what();

    /** All that it keeps of this player. */
    List<?> of(String playerId);

    /**
     * Removes whatever leads back to this player; what must stay goes on under the pseudonym.
     *
     * @param pseudonym made for this erasure, and by nothing to be computed from the player
     */
    void forget(String playerId, String pseudonym);
}

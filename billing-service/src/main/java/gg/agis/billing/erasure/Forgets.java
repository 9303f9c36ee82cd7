package gg.agis.billing.erasure;

/**
 * A feature that keeps something of a player besides the ledger. A bean of this type is called in the transaction that
 * erases the player, before the ledger's accounts are locked; called again, it finds nothing more to do.
 */
public interface Forgets {

    /** Removes whatever leads back to this player. What refers to an account may stay: it has a pseudonym afterwards. */
    void forget(String playerId);
}

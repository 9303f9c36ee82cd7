package gg.agis.experiments.erasure;

import java.util.List;

/** A feature that keeps something of players: it tells what, and forgets it in the transaction that erases one. */
public interface Remembers {

    /** What it calls that. */
    String what();

    List<?> of(String playerId);

    /** What stays is under this name, which leads nowhere; done once more it finds nothing. */
    void forget(String playerId, String pseudonym);
}

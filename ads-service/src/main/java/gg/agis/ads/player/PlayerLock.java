package gg.agis.ads.player;

import gg.agis.ads.roundtrip.Question;
import gg.agis.ads.roundtrip.RoundTrip;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * One at a time per player, until the transaction ends: what a player says and what is judged of them have one order, and
 * so have the facts about it. One at a time per conversion as well, since its chargeback need not say whose it is.
 *
 * <p>Everyone who takes several locks takes conversions before players, each sorted, so that nobody waits in a circle.
 */
@Component
public class PlayerLock {

    private final RoundTrip roundTrip;

    PlayerLock(RoundTrip roundTrip) {
        this.roundTrip = roundTrip;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void take(String playerId) {
        take(List.of(), List.of(playerId));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void take(Collection<UUID> conversionIds, Collection<String> playerIds) {
        roundTrip.make(List.of(question(conversionIds, playerIds)));
    }

    /** Rows of an array come as they lie in it. */
    public static Question question(Collection<UUID> conversionIds, Collection<String> playerIds) {
        return Question.of("SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest(?::text[]) AS k (key)")
                .texts(Stream.concat(
                                conversionIds.stream().map(id -> "conversion:" + id),
                                playerIds.stream().map(id -> "player:" + id))
                        .distinct()
                        .sorted()
                        .toList());
    }
}

package gg.agis.ads.conversion;

import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.fraud.Sightings;
import gg.agis.ads.fraud.Suspicion;
import gg.agis.ads.player.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who was seen where, with those whom the batch itself brings. */
final class Witnesses {

    private static final String VIDEO = "video";

    private final Map<UUID, Set<String>> seen = new HashMap<>();
    private final Map<UUID, Set<String>> added = new HashMap<>();

    Witnesses(Map<UUID, Set<String>> seen) {
        seen.forEach((clue, players) -> this.seen.put(clue, new HashSet<>(players)));
    }

    Suspicion suspicion(Completed completed, Tally tally, Instant now) {
        var circumstances = completed.circumstances();
        var ip = circumstances.ip();
        var device = circumstances.device();
        return new Suspicion(
                completed.playerId(),
                completed.adType().equals(VIDEO),
                completed.baseGc(),
                now,
                tally.recently(),
                see(ip == null ? null : Sightings.address(ip), completed.playerId()),
                see(device == null ? null : Sightings.device(device), completed.playerId()),
                ip,
                circumstances.clickedAt(),
                circumstances.reportedAt(),
                circumstances.expectedGc());
    }

    private int see(@Nullable UUID clue, String playerId) {
        if (clue == null) {
            return 0;
        }
        added.computeIfAbsent(clue, key -> new HashSet<>()).add(playerId);
        var players = seen.computeIfAbsent(clue, key -> new HashSet<>());
        players.add(playerId);
        return players.size();
    }

    /** What is to be stored. */
    Map<UUID, Set<String>> added() {
        return added;
    }

    static List<UUID> cluesOf(Completed completed) {
        var clues = new ArrayList<UUID>();
        var ip = completed.circumstances().ip();
        if (ip != null) {
            clues.add(Sightings.address(ip));
        }
        var device = completed.circumstances().device();
        if (device != null) {
            clues.add(Sightings.device(device));
        }
        return clues;
    }
}

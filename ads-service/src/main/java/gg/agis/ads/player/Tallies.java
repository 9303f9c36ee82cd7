package gg.agis.ads.player;

import gg.agis.ads.roundtrip.Question;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What players' days have seen. A batch costs one look and one write, however much has been seen. */
@Repository
public class Tallies implements Remembers {

    private static final Duration CLOCKS_APART = Duration.ofDays(1);

    /**
     * The first of the window tells by its own count how many came before it. A few are looked at: replicas read their
     * clocks before they wait for their turn, so the first by time need not have been the first. No clock is a day ahead;
     * without that bound each of the months to come would be looked through for each player.
     */
    static final String FIND = """
            SELECT a.player_id, d.day, d.earned_gc, d.credited, d.counted,
                   (SELECT min(first.counted_before) FROM (
                       SELECT c.counted_before FROM conversions c
                        WHERE c.player_id = a.player_id AND c.received_at > ? AND c.received_at < ?
                        ORDER BY c.received_at, c.counted_before LIMIT 20) first) AS before_window
              FROM unnest(?::text[]) AS a (player_id)
              CROSS JOIN LATERAL (
                  SELECT day, earned_gc, credited, counted FROM player_days p
                   WHERE p.player_id = a.player_id AND p.day <= ? ORDER BY p.day DESC LIMIT ?) d
             ORDER BY a.player_id, d.day DESC
            """;

    private final JdbcClient jdbc;

    Tallies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Hears each player's; of one who was never seen there is an empty one.
     *
     * @param daysBefore how far consecutive days are to be looked for
     */
    public Found ask(Collection<String> players, Instant now, Instant windowFrom, int daysBefore) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var found = new HashMap<String, FoundOfPlayer>();
        players.forEach(player -> found.put(player, new FoundOfPlayer(today)));
        var question = Question.of(FIND)
                .with(windowFrom.atOffset(ZoneOffset.UTC))
                .with(now.plus(CLOCKS_APART).atOffset(ZoneOffset.UTC))
                .texts(players)
                .with(today)
                .with(daysBefore + 1)
                .heardBy(row -> {
                    var tally = found.get(row.getString(1));
                    if (tally != null) {
                        tally.add(
                                new Day(
                                        row.getObject(2, LocalDate.class),
                                        row.getLong(3),
                                        row.getBoolean(4),
                                        row.getLong(5)),
                                row.getObject(6, Long.class));
                    }
                });
        return new Found(question, found);
    }

    /** The players are locked. */
    public Question write(Map<String, Tally> tallies) {
        var players = List.copyOf(tallies.keySet());
        var days = List.copyOf(tallies.values());
        return Question.of("""
                        INSERT INTO player_days AS known (player_id, day, earned_gc, credited, counted)
                        SELECT * FROM unnest(?::text[], ?::text[]::date[], ?::bigint[], ?::boolean[], ?::bigint[])
                        ON CONFLICT (player_id, day) DO UPDATE
                        SET earned_gc = excluded.earned_gc, counted = excluded.counted,
                            credited = known.credited OR excluded.credited
                        """)
                .texts(players)
                .texts(days.stream().map(day -> day.day().toString()).toList())
                .longs(days.stream().map(Tally::earnedGc).toList())
                .booleans(days.stream().map(Tally::credited).toList())
                .longs(days.stream().map(Tally::counted).toList());
    }

    /** What was held has been credited after all, and so its own day has. The players are locked. */
    public void credit(List<String> players, List<Instant> receivedAt) {
        jdbc.sql("""
                        UPDATE player_days d SET credited = true
                          FROM unnest(:players::text[], :days::date[]) AS c (player_id, day)
                         WHERE d.player_id = c.player_id AND d.day = c.day
                        """)
                .param("players", players.toArray(String[]::new))
                .param(
                        "days",
                        receivedAt.stream()
                                .map(at ->
                                        LocalDate.ofInstant(at, ZoneOffset.UTC).toString())
                                .toArray(String[]::new))
                .update();
    }

    @Override
    public String what() {
        return "days";
    }

    @Override
    public List<?> of(String playerId) {
        return jdbc.sql("SELECT day, earned_gc, credited, counted FROM player_days WHERE player_id = ? ORDER BY day")
                .param(playerId)
                .query((row, number) ->
                        new Day(row.getObject(1, LocalDate.class), row.getLong(2), row.getBoolean(3), row.getLong(4)))
                .list();
    }

    @Override
    public void forget(String playerId, String pseudonym) {
        jdbc.sql("DELETE FROM player_days WHERE player_id = ?").param(playerId).update();
    }

    private record Day(LocalDate day, long earnedGc, boolean credited, long counted) {}

    /** A question, and what is known once it is answered. */
    public static final class Found {

        private final Question question;
        private final Map<String, FoundOfPlayer> players;

        private Found(Question question, Map<String, FoundOfPlayer> players) {
            this.question = question;
            this.players = players;
        }

        public Question question() {
            return question;
        }

        public Map<String, Tally> tallies() {
            var tallies = new HashMap<String, Tally>();
            players.forEach((player, days) -> tallies.put(player, days.tally()));
            return tallies;
        }
    }

    private static final class FoundOfPlayer {

        private final LocalDate today;
        private final Set<LocalDate> creditedDays = new HashSet<>();
        private long earnedGc;
        private boolean credited;
        private long counted;
        private @Nullable Long beforeWindow;

        FoundOfPlayer(LocalDate today) {
            this.today = today;
        }

        void add(Day row, @Nullable Long countedBeforeWindow) {
            counted = Math.max(counted, row.counted());
            beforeWindow = countedBeforeWindow;
            if (row.day().equals(today)) {
                earnedGc = row.earnedGc();
                credited = row.credited();
            } else if (row.credited()) {
                creditedDays.add(row.day());
            }
        }

        /** Where nothing came within the window, all that was counted came before it. */
        Tally tally() {
            return new Tally(
                    today, earnedGc, credited, counted, beforeWindow == null ? counted : beforeWindow, creditedDays);
        }
    }
}

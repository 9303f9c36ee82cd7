package gg.agis.ads.conversion;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Conversions as they were judged. Their keys outlive them, and decide which of two with one id was first. */
@Repository
class Conversions {

    /** The key says in which month to look. */
    static final String FIND = """
            SELECT c.* FROM conversion_keys k
              JOIN conversions c ON c.conversion_id = k.conversion_id AND c.received_at = k.received_at
             WHERE k.conversion_id = ANY(:ids::uuid[])
            """;

    private static final String REASONS_APART = ",";

    private final JdbcClient jdbc;
    private final ConversionReading reading;
    private final JsonMapper json;

    Conversions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.reading = new ConversionReading(json);
        this.json = json;
    }

    Map<UUID, Conversion> find(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : jdbc.sql(FIND).param("ids", ids.toArray(UUID[]::new)).query(reading).list().stream()
                        .collect(toMap(Conversion::id, Function.identity()));
    }

    /** Those of the ids whose conversions stand, ordered by when they are due. */
    List<UUID> due(Instant now, int rowsMax) {
        return jdbc.sql("""
                        SELECT conversion_id FROM conversions WHERE status = 'held' AND release_at <= :now
                         ORDER BY release_at, conversion_id LIMIT :rowsMax
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("rowsMax", rowsMax)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** All are new: where another one has just taken a key, this fails, and whoever asks judges again. */
    void add(List<Conversion> conversions) {
        if (conversions.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        WITH entered AS (
                            INSERT INTO conversion_keys (conversion_id, received_at)
                            SELECT * FROM unnest(:ids::uuid[], :receivedAts::timestamptz[]))
                        INSERT INTO conversions (
                            conversion_id, received_at, network, network_transaction_id, player_id, guild_id, ad_type,
                            base_gc, tier, tier_bp, bonus_bp, experiment_bp, capped_gc, reward_gc, payout_micros_usd,
                            experiment_id, experiment_version, variant_id, score, reasons, status, credited,
                            release_at, counted_before, received)
                        SELECT id, received_at, network, transaction_id, player_id, guild_id, ad_type,
                               base_gc, tier, tier_bp, bonus_bp, experiment_bp, capped_gc, reward_gc, payout,
                               experiment_id, experiment_version, variant_id, score,
                               string_to_array(reasons, ','), status, credited, release_at, counted_before,
                               received::jsonb
                          FROM unnest(
                            :ids::uuid[], :receivedAts::timestamptz[], :networks::text[], :transactions::text[],
                            :players::text[], :guilds::text[], :adTypes::text[], :bases::bigint[], :tiers::text[],
                            :tierBps::int[], :bonusBps::int[], :experimentBps::int[], :cappeds::bigint[],
                            :rewards::bigint[], :payouts::bigint[], :experiments::text[], :versions::bigint[],
                            :variants::text[], :scores::int[], :reasons::text[], :statuses::text[],
                            :credited::boolean[], :releaseAts::timestamptz[], :countedBefore::bigint[],
                            :received::text[])
                            AS c (id, received_at, network, transaction_id, player_id, guild_id, ad_type, base_gc,
                                  tier, tier_bp, bonus_bp, experiment_bp, capped_gc, reward_gc, payout,
                                  experiment_id, experiment_version, variant_id, score, reasons, status, credited,
                                  release_at, counted_before, received)
                        """).params(columns(conversions)).update();
    }

    private Map<String, Object> columns(List<Conversion> all) {
        return Map.ofEntries(
                Map.entry("ids", column(all, UUID[]::new, Conversion::id)),
                Map.entry("receivedAts", texts(all, it -> it.receivedAt().toString())),
                Map.entry("networks", texts(all, it -> it.completed().network())),
                Map.entry("transactions", texts(all, it -> it.completed().networkTransactionId())),
                Map.entry("players", texts(all, Conversion::playerId)),
                Map.entry("guilds", texts(all, it -> it.completed().guildId())),
                Map.entry("adTypes", texts(all, it -> it.completed().adType())),
                Map.entry("bases", column(all, Long[]::new, it -> it.reward().baseGc())),
                Map.entry("tiers", texts(all, it -> it.reward().tier())),
                Map.entry(
                        "tierBps", column(all, Integer[]::new, it -> it.reward().tierBp())),
                Map.entry(
                        "bonusBps",
                        column(all, Integer[]::new, it -> it.reward().bonusBp())),
                Map.entry(
                        "experimentBps",
                        column(all, Integer[]::new, it -> it.reward().experimentBp())),
                Map.entry("cappeds", column(all, Long[]::new, it -> it.reward().cappedGc())),
                Map.entry("rewards", column(all, Long[]::new, it -> it.reward().rewardGc())),
                Map.entry(
                        "payouts", column(all, Long[]::new, it -> it.completed().payoutMicrosUsd())),
                Map.entry("experiments", texts(all, Conversion::experimentId)),
                Map.entry("versions", column(all, Long[]::new, Conversions::version)),
                Map.entry("variants", texts(all, Conversion::variantId)),
                Map.entry(
                        "scores",
                        column(all, Integer[]::new, it -> it.suspected().score())),
                Map.entry(
                        "reasons",
                        texts(
                                all,
                                it -> String.join(REASONS_APART, it.suspected().reasons()))),
                Map.entry("statuses", texts(all, it -> it.status().word())),
                Map.entry(
                        "credited",
                        column(all, Boolean[]::new, it -> it.standing().credited())),
                Map.entry("releaseAts", texts(all, Conversions::releaseAt)),
                Map.entry("countedBefore", column(all, Long[]::new, Conversion::countedBefore)),
                Map.entry("received", texts(all, it -> json(it.completed().received()))));
    }

    /** As they stand now; the rows are locked by their ids, and are as they were when this was decided. */
    void update(List<Conversion> after, List<Status> before) {
        if (after.isEmpty()) {
            return;
        }
        int updated = jdbc.sql("""
                        UPDATE conversions c SET status = n.status, credited = n.credited
                          FROM unnest(:ids::uuid[], :ats::timestamptz[], :before::text[], :statuses::text[],
                                      :credited::boolean[]) AS n (id, at, before, status, credited)
                         WHERE c.conversion_id = n.id AND c.received_at = n.at AND c.status = n.before
                        """)
                .param("ids", column(after, UUID[]::new, Conversion::id))
                .param("ats", texts(after, it -> it.receivedAt().toString()))
                .param("before", before.stream().map(Status::word).toArray(String[]::new))
                .param("statuses", texts(after, it -> it.status().word()))
                .param(
                        "credited",
                        column(after, Boolean[]::new, it -> it.standing().credited()))
                .update();
        if (updated != after.size()) {
            throw new ConcurrencyFailureException("A conversion is not as it was decided on");
        }
    }

    private String json(Map<String, String> received) {
        // Of NUL Postgres takes none.
        return json.writeValueAsString(received.entrySet().stream()
                .collect(toMap(
                        text -> text.getKey().replace('\0', ' '),
                        text -> text.getValue().replace('\0', ' '),
                        (one, other) -> one)));
    }

    private static @Nullable String releaseAt(Conversion conversion) {
        var releaseAt = conversion.standing().releaseAt();
        return releaseAt == null ? null : releaseAt.toString();
    }

    private static @Nullable Long version(Conversion conversion) {
        var assigned = conversion.assigned();
        return assigned == null ? null : assigned.version();
    }

    private static @Nullable String[] texts(List<Conversion> rows, Function<Conversion, @Nullable String> value) {
        return column(rows, String[]::new, value);
    }

    private static <C extends @Nullable Object> C[] column(
            List<Conversion> rows, IntFunction<C[]> array, Function<Conversion, C> value) {
        return rows.stream().map(value).toArray(array);
    }
}

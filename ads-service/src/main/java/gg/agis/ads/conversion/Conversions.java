package gg.agis.ads.conversion;

import static java.util.stream.Collectors.toMap;

import gg.agis.ads.roundtrip.Question;
import gg.agis.ads.roundtrip.RoundTrip;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
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
             WHERE k.conversion_id = ANY(?::uuid[])
            """;

    private final JdbcClient jdbc;
    private final RoundTrip roundTrip;
    private final ConversionReading reading;
    private final JsonMapper json;

    Conversions(JdbcClient jdbc, RoundTrip roundTrip, JsonMapper json) {
        this.jdbc = jdbc;
        this.roundTrip = roundTrip;
        this.reading = new ConversionReading(json);
        this.json = json;
    }

    Map<UUID, Conversion> find(Collection<UUID> ids) {
        var found = new HashMap<UUID, Conversion>();
        roundTrip.make(List.of(ask(ids, conversion -> found.put(conversion.id(), conversion))));
        return found;
    }

    Question ask(Collection<UUID> ids, Consumer<Conversion> hears) {
        return Question.of(FIND).uuids(ids).heardBy(row -> hears.accept(reading.mapRow(row, 0)));
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
    Question add(List<Conversion> all) {
        return Question.of("""
                        WITH c AS MATERIALIZED (
                            SELECT * FROM unnest(
                                ?::uuid[], ?::text[]::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[],
                                ?::text[], ?::bigint[], ?::text[], ?::int[], ?::int[], ?::int[], ?::bigint[],
                                ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::int[], ?::text[],
                                ?::text[], ?::boolean[], ?::text[]::timestamptz[], ?::bigint[], ?::text[])
                              AS c (id, received_at, network, transaction_id, player_id, guild_id, ad_type, base_gc,
                                    tier, tier_bp, bonus_bp, experiment_bp, capped_gc, reward_gc, payout,
                                    experiment_id, experiment_version, variant_id, score, reasons, status, credited,
                                    release_at, counted_before, received)),
                        entered AS (
                            INSERT INTO conversion_keys (conversion_id, received_at) SELECT id, received_at FROM c)
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
                          FROM c
                        """)
                .uuids(column(all, Conversion::id))
                .texts(column(all, it -> it.receivedAt().toString()))
                .texts(column(all, it -> it.completed().network()))
                .texts(column(all, it -> it.completed().networkTransactionId()))
                .texts(column(all, Conversion::playerId))
                .texts(column(all, it -> it.completed().guildId()))
                .texts(column(all, it -> it.completed().adType()))
                .longs(column(all, it -> it.reward().baseGc()))
                .texts(column(all, it -> it.reward().tier()))
                .ints(column(all, it -> it.reward().tierBp()))
                .ints(column(all, it -> it.reward().bonusBp()))
                .ints(column(all, it -> it.reward().experimentBp()))
                .longs(column(all, it -> it.reward().cappedGc()))
                .longs(column(all, it -> it.reward().rewardGc()))
                .longs(column(all, it -> it.completed().payoutMicrosUsd()))
                .texts(column(all, Conversion::experimentId))
                .longs(column(all, Conversions::version))
                .texts(column(all, Conversion::variantId))
                .ints(column(all, it -> it.suspected().score()))
                .texts(column(all, it -> String.join(",", it.suspected().reasons())))
                .texts(column(all, it -> it.status().word()))
                .booleans(column(all, it -> it.standing().credited()))
                .texts(column(all, Conversions::releaseAt))
                .longs(column(all, Conversion::countedBefore))
                .texts(column(all, it -> json(it.completed().received())));
    }

    /** As they stand now; their ids are locked, and they are as they were when this was decided. */
    Question update(List<Conversion> after, List<Status> before) {
        return Question.of("""
                        UPDATE conversions c SET status = n.status, credited = n.credited
                          FROM unnest(?::uuid[], ?::text[]::timestamptz[], ?::text[], ?::text[], ?::boolean[])
                               AS n (id, at, before, status, credited)
                         WHERE c.conversion_id = n.id AND c.received_at = n.at AND c.status = n.before
                        """)
                .uuids(column(after, Conversion::id))
                .texts(column(after, it -> it.receivedAt().toString()))
                .texts(before.stream().map(Status::word).toList())
                .texts(column(after, it -> it.status().word()))
                .booleans(column(after, it -> it.standing().credited()))
                .countedBy(updated -> {
                    if (updated != after.size()) {
                        throw new ConcurrencyFailureException("A conversion is not as it was decided on");
                    }
                });
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

    private static Collection<@Nullable Object> column(
            List<Conversion> rows, Function<Conversion, ? extends @Nullable Object> value) {
        var column = new ArrayList<@Nullable Object>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        return column;
    }
}

package gg.agis.ads.conversion;

import gg.agis.ads.conversion.Conversion.Standing;
import gg.agis.ads.conversion.Conversion.Suspected;
import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.reward.Reward;
import gg.agis.ads.variant.Assigned;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A conversion as its row has it; the circumstances are among what was received, and no rule looks at them again. */
final class ConversionReading implements RowMapper<Conversion> {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JsonMapper json;

    ConversionReading(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Conversion mapRow(ResultSet row, int number) throws SQLException {
        var releaseAt = row.getObject("release_at", OffsetDateTime.class);
        return new Conversion(
                completed(row),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                new Reward(
                        row.getLong("base_gc"),
                        row.getString("tier"),
                        row.getInt("tier_bp"),
                        row.getInt("bonus_bp"),
                        row.getInt("experiment_bp"),
                        row.getLong("capped_gc"),
                        row.getLong("reward_gc")),
                assigned(row),
                new Suspected(row.getInt("score"), List.of((String[])
                        row.getArray("reasons").getArray())),
                new Standing(
                        Status.of(row.getString("status")),
                        row.getBoolean("credited"),
                        releaseAt == null ? null : releaseAt.toInstant()),
                row.getLong("counted_before"));
    }

    private Completed completed(ResultSet row) throws SQLException {
        return new Completed(
                row.getString("network"),
                row.getString("network_transaction_id"),
                row.getString("player_id"),
                row.getString("guild_id"),
                row.getString("ad_type"),
                row.getLong("base_gc"),
                row.getLong("payout_micros_usd"),
                Circumstances.UNKNOWN,
                json.readValue(row.getString("received"), TEXTS));
    }

    private static @Nullable Assigned assigned(ResultSet row) throws SQLException {
        var experimentId = row.getString("experiment_id");
        return experimentId == null
                ? null
                : new Assigned(
                        experimentId,
                        row.getLong("experiment_version"),
                        row.getString("variant_id"),
                        row.getInt("experiment_bp"));
    }
}

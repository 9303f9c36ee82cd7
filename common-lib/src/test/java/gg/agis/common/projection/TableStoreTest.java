package gg.agis.common.projection;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.BillingEvent.TierChanged;
import gg.agis.common.event.Contracts;
import gg.agis.common.event.EventJson;
import gg.agis.common.event.Topics;
import gg.agis.sandbox.junit.WithPostgres;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one poll may hold of one key, against what the table has. */
@WithPostgres(schema = "ads")
class TableStoreTest {

    private final Schema schema = Schema.of("ads");
    private final TableStore store = new TableStore(schema.jdbc, schema.transaction);

    @BeforeEach
    void forget() {
        schema.forgetProjections();
    }

    @Test
    void theLatestVersionOfABatchStands() {
        store.apply(List.of(value(0, 1), value(1, 3), value(2, 2)), Map.of());

        assertThat(store.find(Topics.BILLING_TIERS, List.of("p")).values()).containsExactly(tier(3));
    }

    @Test
    void aTombstoneBetweenVersionsIsNotLost() {
        store.apply(List.of(value(0, 5)), Map.of());

        store.apply(List.of(tombstone(1), value(2, 4)), Map.of());

        assertThat(store.find(Topics.BILLING_TIERS, List.of("p"))).isEmpty();
    }

    @Test
    void aTombstoneRemembersTheLatestVersionBeforeIt() {
        store.apply(List.of(value(0, 5), value(1, 6), tombstone(2)), Map.of());

        store.apply(List.of(value(3, 6)), Map.of());
        assertThat(store.find(Topics.BILLING_TIERS, List.of("p"))).isEmpty();

        store.apply(List.of(value(4, 7)), Map.of());
        assertThat(store.find(Topics.BILLING_TIERS, List.of("p")).values()).containsExactly(tier(7));
    }

    @Test
    void aBatchIsOneStatementHoweverOftenAKeyIsInIt() {
        var batch = IntStream.range(0, 500).mapToObj(i -> value(i, i)).toList();

        assertThat(TableStore.rounds(batch)).hasSize(1);
    }

    @Test
    void keysAreFoundByTheirIndex() {
        store.apply(
                IntStream.range(0, 2_000).mapToObj(i -> value("p" + i, i, 1)).toList(), Map.of());
        schema.jdbc.sql("ANALYZE projections").update();

        var plan = schema.jdbc
                .sql("EXPLAIN SELECT key, type, payload FROM projections"
                        + " WHERE topic = 'billing.tiers' AND key = ANY ('{p1,p2}') AND payload IS NOT NULL")
                .query(String.class)
                .list();

        assertThat(String.join("\n", plan)).contains("projections_pkey");
    }

    private static CompactedRecord value(long offset, long version) {
        return value("p", offset, version);
    }

    private static CompactedRecord value(String key, long offset, long version) {
        var event = tier(version);
        return new CompactedRecord(
                Topics.BILLING_TIERS, key, offset, version, Contracts.of(event).type(), EventJson.write(event), event);
    }

    private static CompactedRecord tombstone(long offset) {
        return new CompactedRecord(Topics.BILLING_TIERS, "p", offset, 0, null, null, null);
    }

    private static TierChanged tier(long version) {
        return new TierChanged("p", version, "premium", Instant.parse("2026-11-21T12:00:00Z"));
    }
}

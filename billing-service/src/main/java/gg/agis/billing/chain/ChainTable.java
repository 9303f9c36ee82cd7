package gg.agis.billing.chain;

import gg.agis.billing.chain.Link.Line;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ChainTable {

    private static final String LOCK = "billing/chain";

    // A text for each posting, so that a transfer is one row and a page has a size.
    private static final String TRANSFER = """
            t.transfer_id, t.kind, t.cause, t.reason, t.reverses, t.at, t.xid::text AS xid,
            ARRAY(SELECT p.account_id || ' ' || p.unit || ' ' || p.amount FROM postings p
                   WHERE p.transfer_id = t.transfer_id AND p.at = t.at ORDER BY p.line) AS postings
            """;

    private final JdbcClient jdbc;

    ChainTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last link, and where it stands in the order of transactions. */
    record Head(long position, String hash, String xid, UUID transferId, Instant linkedAt) {}

    record Unlinked(Link link, String xid) {}

    /** A link as it stands, beside the transfer that it is about, as that is now, if it is. */
    record Standing(long position, String hash, @Nullable Link link) {}

    /** Whether nobody else builds; held until the transaction ends. */
    boolean lock() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
                .param("name", LOCK)
                .query(Boolean.class)
                .single();
    }

    Optional<Head> head() {
        return jdbc.sql("SELECT position, encode(hash, 'hex'), xid::text, transfer_id, linked_at FROM chain"
                        + " ORDER BY position DESC LIMIT 1")
                .query((row, number) -> new Head(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, UUID.class),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /**
     * The next transfers that are final: those of transactions older than any that still runs. One that comes later
     * belongs to a younger transaction and so stands behind them.
     */
    List<Unlinked> unlinkedAfter(String xid, UUID transferId, int limit) {
        return jdbc.sql("SELECT " + TRANSFER + """
                          FROM transfers t
                         WHERE t.xid >= :xid::xid8 AND (t.xid, t.transfer_id) > (:xid::xid8, :transferId)
                           AND t.xid < pg_snapshot_xmin(pg_current_snapshot())
                         ORDER BY t.xid, t.transfer_id LIMIT :limit
                        """)
                .param("xid", xid)
                .param("transferId", transferId)
                .param("limit", limit)
                .query((row, number) -> new Unlinked(linkOf(row), row.getString("xid")))
                .list();
    }

    void append(long after, List<Unlinked> links, List<String> hashes, Instant now) {
        jdbc.sql("""
                        INSERT INTO chain (position, transfer_id, xid, hash, linked_at)
                        SELECT :after + l.number, l.transfer_id, l.xid::xid8, decode(l.hash, 'hex'), :now
                          FROM unnest(:ids::uuid[], :xids::text[], :hashes::text[])
                               WITH ORDINALITY AS l (transfer_id, xid, hash, number)
                        """)
                .param("after", after)
                .param("ids", links.stream().map(u -> u.link().transferId()).toArray(UUID[]::new))
                .param("xids", links.stream().map(Unlinked::xid).toArray(String[]::new))
                .param("hashes", hashes.toArray(String[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Links after a position, in their order. */
    List<Standing> after(long position, int limit) {
        return jdbc.sql("SELECT c.position, encode(c.hash, 'hex') AS hash, " + TRANSFER + """
                          FROM chain c LEFT JOIN transfers t ON t.transfer_id = c.transfer_id
                         WHERE c.position > :position ORDER BY c.position LIMIT :limit
                        """)
                .param("position", position)
                .param("limit", limit)
                .query((row, number) -> new Standing(
                        row.getLong("position"),
                        row.getString("hash"),
                        row.getObject("transfer_id") == null ? null : linkOf(row)))
                .list();
    }

    private static Link linkOf(ResultSet row) throws SQLException {
        var lines = new ArrayList<Line>();
        for (var line : (String[]) row.getArray("postings").getArray()) {
            var parts = line.split(" ", 3);
            lines.add(new Line(UUID.fromString(parts[0]), parts[1], Long.parseLong(parts[2])));
        }
        return new Link(
                row.getObject("transfer_id", UUID.class),
                row.getString("kind"),
                row.getString("cause"),
                row.getString("reason"),
                row.getObject("reverses", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                lines);
    }
}

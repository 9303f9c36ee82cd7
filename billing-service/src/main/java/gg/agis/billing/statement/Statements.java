package gg.agis.billing.statement;

import com.fasterxml.jackson.annotation.JsonIgnore;
import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What moved on an account, newest first. */
@Repository
public class Statements {

    /** The second bound says nothing new, but by it Postgres leaves out the months that come later. */
    static final String PAGE = """
            SELECT p.transfer_id, p.at, t.kind, p.amount, p.available, t.reason, t.cause, p.sequence
              FROM postings p JOIN transfers t ON t.transfer_id = p.transfer_id
             WHERE p.account_id = (SELECT account_id FROM accounts WHERE owner = :owner AND unit = :unit)
               AND (p.at, p.sequence) < (:at, :sequence) AND p.at <= :at
             ORDER BY p.at DESC, p.sequence DESC LIMIT :rowsMax
            """;

    private final JdbcClient jdbc;

    Statements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Page<Entry> of(AccountKey key, Slice slice) {
        var behind = slice.after().map(Position::parse).orElse(Position.BEFORE_THE_NEWEST);
        var found = jdbc.sql(PAGE)
                .param("owner", key.owner().name())
                .param("unit", key.unit().name())
                .param("at", behind.at())
                .param("sequence", behind.sequence())
                .param("rowsMax", slice.rowsMax())
                .query((row, number) -> new Entry(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        TransferKind.of(row.getString(3)).seenBy(key.owner()).wireName(),
                        row.getLong(4),
                        row.getLong(5),
                        row.getString(6),
                        row.getString(7),
                        row.getLong(8)))
                .list();
        return slice.page(found, Entry::position);
    }

    /** What the owner could spend once this transfer was posted, whatever came later. */
    public long availableAfter(UUID transferId, AccountKey key) {
        return jdbc.sql("""
                        SELECT p.available
                          FROM transfers t
                          JOIN postings p ON p.transfer_id = t.transfer_id AND p.at = t.at
                          JOIN accounts a ON a.account_id = p.account_id
                         WHERE t.transfer_id = :transferId AND a.owner = :owner AND a.unit = :unit
                        """)
                .param("transferId", transferId)
                .param("owner", key.owner().name())
                .param("unit", key.unit().name())
                .query(Long.class)
                .single();
    }

    /**
     * One posting, as its owner sees it.
     *
     * @param available what the owner could spend once it was posted
     */
    public record Entry(
            UUID transferId,
            Instant at,
            String kind,
            long amount,
            long available,
            String reason,
            String cause,
            @JsonIgnore long sequence) {

        String position() {
            return at + " " + sequence;
        }
    }

    private record Position(OffsetDateTime at, long sequence) {

        static final Position BEFORE_THE_NEWEST = new Position(OffsetDateTime.MAX, Long.MAX_VALUE);

        static Position parse(String text) {
            int space = text.indexOf(' ');
            return new Position(
                    Instant.parse(text.substring(0, space)).atOffset(ZoneOffset.UTC),
                    Long.parseLong(text.substring(space + 1)));
        }
    }
}

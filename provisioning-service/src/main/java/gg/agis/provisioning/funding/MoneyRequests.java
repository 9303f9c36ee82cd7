package gg.agis.provisioning.funding;

import static java.util.stream.Collectors.toMap;

import gg.agis.provisioning.funding.MoneyRequest.Price;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Locked through their servers: whoever changes one holds its server's row. */
@Repository
public class MoneyRequests {

    private static final String SELECT = """
            SELECT request_id, server_id, purpose, setup_gc, hourly_gc, hours, state, missing, asked_at FROM money_requests
            """;

    private final JdbcClient jdbc;

    MoneyRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<MoneyRequest> openOf(UUID serverId) {
        return jdbc.sql(SELECT + """
                         WHERE server_id = :server AND state IN ('asked', 'refused', 'held', 'using', 'releasing')
                         ORDER BY made_at, request_id
                        """)
                .param("server", serverId)
                .query(MoneyRequests::read)
                .list();
    }

    public Optional<MoneyRequest> find(UUID serverId, Purpose purpose) {
        return jdbc.sql(SELECT + "WHERE request_id = :id")
                .param("id", purpose.requestId(serverId))
                .query(MoneyRequests::read)
                .optional();
    }

    /** Those of these that we made: which server each is of. */
    public Map<UUID, UUID> serversOf(Collection<UUID> requestIds) {
        return jdbc
                .sql("SELECT request_id, server_id FROM money_requests WHERE request_id = ANY(:ids::uuid[])")
                .param("ids", requestIds.toArray(UUID[]::new))
                .query((row, number) -> Map.entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public MoneyRequest get(UUID requestId) {
        return jdbc.sql(SELECT + "WHERE request_id = :id")
                .param("id", requestId)
                .query(MoneyRequests::read)
                .single();
    }

    /** The ledger has told of these payments. */
    public void seenInLedger(Collection<UUID> requestIds) {
        jdbc.sql("""
                        UPDATE money_requests SET in_ledger = true
                         WHERE request_id IN (SELECT request_id FROM money_requests
                                               WHERE request_id = ANY(:ids::uuid[]) AND NOT in_ledger
                                               ORDER BY request_id FOR UPDATE)
                        """).param("ids", requestIds.toArray(UUID[]::new)).update();
    }

    void add(MoneyRequest request) {
        jdbc.sql("""
                        INSERT INTO money_requests (request_id, server_id, purpose, kind, setup_gc, hourly_gc, hours,
                                                    amount, state, made_at, asked_at)
                        VALUES (:id, :server, :purpose, :kind, :setup, :hourly, :hours, :amount, :state, :now, :now)
                        """)
                .param("id", request.id())
                .param("server", request.serverId())
                .param("purpose", request.purpose().text())
                .param("kind", request.purpose().isHeld() ? "hold" : "charge")
                .param("setup", request.price().setup())
                .param("hourly", request.price().hourly())
                .param("hours", request.price().hours())
                .param("amount", request.amount())
                .param("state", request.state().wireName())
                .param("now", request.askedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void store(MoneyRequest request) {
        jdbc.sql("""
                        UPDATE money_requests SET state = :state, missing = :missing::bigint, asked_at = :askedAt
                         WHERE request_id = :id
                        """)
                .param("state", request.state().wireName())
                .param("missing", request.missing())
                .param("askedAt", request.askedAt().atOffset(ZoneOffset.UTC))
                .param("id", request.id())
                .update();
    }

    private static MoneyRequest read(ResultSet row, int number) throws SQLException {
        return new MoneyRequest(
                row.getObject("request_id", UUID.class),
                row.getObject("server_id", UUID.class),
                new Purpose(row.getString("purpose")),
                new Price(row.getLong("setup_gc"), row.getLong("hourly_gc"), row.getInt("hours")),
                RequestState.named(row.getString("state")),
                row.getObject("missing", Long.class),
                row.getObject("asked_at", OffsetDateTime.class).toInstant());
    }
}

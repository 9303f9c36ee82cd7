package gg.agis.billing.hold;

import static java.util.stream.Collectors.toMap;

import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.TransferKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Requests {

    private static final String SELECT = """
            SELECT r.request_id, a.owner, r.kind, r.amount, r.expires_at, r.state, r.posted, r.refunded, r.void_reason,
                   r.version
              FROM requests r JOIN accounts a USING (account_id)
            """;

    private final JdbcClient jdbc;

    Requests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that are known, locked in one order until the transaction ends. */
    Map<UUID, Request> lock(Collection<UUID> ids) {
        return jdbc
                .sql(SELECT + "WHERE r.request_id = ANY(:ids::uuid[]) ORDER BY r.request_id FOR UPDATE OF r")
                .param("ids", ids.toArray(UUID[]::new))
                .query(Requests::request)
                .list()
                .stream()
                .collect(toMap(Request::id, request -> request));
    }

    /** Holds that have had their time, and that nobody else is settling or expiring at this moment; locked. */
    List<Request> lockDue(Instant now, int limit) {
        return jdbc.sql(SELECT + """
                        WHERE r.state = 'HELD' AND r.expires_at <= :now
                        ORDER BY r.expires_at LIMIT :limit FOR UPDATE OF r SKIP LOCKED
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(Requests::request)
                .list();
    }

    /** When the first of all holds falls due; in the past if it is late. */
    Optional<Instant> firstExpiry() {
        return jdbc.sql("SELECT expires_at FROM requests WHERE state = 'HELD' ORDER BY expires_at LIMIT 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    long held() {
        return jdbc.sql("SELECT count(*) FROM requests WHERE state = 'HELD'")
                .query(Long.class)
                .single();
    }

    /**
     * Stores what was decided, in one statement.
     *
     * <p>A row that nobody knew could not be locked. Where one has come to stand under the same id meanwhile, nothing is
     * stored and the work is done once more, on that row.
     */
    void store(Collection<Request> requests, Instant now) {
        if (requests.isEmpty()) {
            return;
        }
        int stored = jdbc.sql("""
                        INSERT INTO requests (request_id, account_id, kind, amount, expires_at, state, posted, refunded,
                                              void_reason, version, at)
                        SELECT r.request_id, a.account_id, r.kind, r.amount, r.expires_at, r.state, r.posted, r.refunded,
                               r.void_reason, r.decided_on + 1, :now
                          FROM unnest(:ids::uuid[], :owners::text[], :kinds::text[], :amounts::bigint[],
                                      :expiries::timestamptz[], :states::text[], :posteds::bigint[],
                                      :refundeds::bigint[], :voidReasons::text[], :decidedOn::bigint[])
                               AS r (request_id, owner, kind, amount, expires_at, state, posted, refunded, void_reason,
                                     decided_on)
                          JOIN accounts a ON a.owner = r.owner AND a.unit = 'GC'
                         ORDER BY r.request_id
                        ON CONFLICT (request_id) DO UPDATE
                           SET state = EXCLUDED.state, posted = EXCLUDED.posted, refunded = EXCLUDED.refunded,
                               void_reason = EXCLUDED.void_reason, version = EXCLUDED.version
                         WHERE requests.version = EXCLUDED.version - 1
                        """)
                .param("ids", column(requests, UUID[]::new, Request::id))
                .param("owners", column(requests, String[]::new, r -> r.owner().name()))
                .param(
                        "kinds",
                        column(
                                requests,
                                String[]::new,
                                r -> ofTerms(r, t -> t.kind().wireName())))
                .param("amounts", column(requests, Long[]::new, Request::amount))
                .param("expiries", column(requests, String[]::new, r -> ofTerms(r, Requests::expiry)))
                .param("states", column(requests, String[]::new, r -> r.state().name()))
                .param("posteds", column(requests, Long[]::new, Request::posted))
                .param("refundeds", column(requests, Long[]::new, Request::refunded))
                .param("voidReasons", column(requests, String[]::new, Request::voidReason))
                .param("decidedOn", column(requests, Long[]::new, Request::version))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        if (stored != requests.size()) {
            throw new OptimisticLockingFailureException("A request is not as it was decided on; nothing is stored");
        }
    }

    private static Request request(ResultSet row, int number) throws SQLException {
        return new Request(
                row.getObject("request_id", UUID.class),
                new Owner(row.getString("owner")),
                terms(row),
                RequestState.valueOf(row.getString("state")),
                row.getLong("posted"),
                row.getLong("refunded"),
                row.getString("void_reason"),
                row.getLong("version"));
    }

    private static @Nullable Terms terms(ResultSet row) throws SQLException {
        var kind = row.getString("kind");
        if (kind == null) {
            return null;
        }
        var expiresAt = row.getObject("expires_at", OffsetDateTime.class);
        return new Terms(
                TransferKind.of(kind), row.getLong("amount"), expiresAt == null ? null : expiresAt.toInstant());
    }

    private static @Nullable String expiry(Terms terms) {
        return terms.expiresAt() == null ? null : terms.expiresAt().toString();
    }

    private static @Nullable String ofTerms(Request request, Function<Terms, @Nullable String> value) {
        return request.terms() == null ? null : value.apply(request.terms());
    }

    private static <C extends @Nullable Object> C[] column(
            Collection<Request> requests, IntFunction<C[]> array, Function<Request, C> value) {
        return requests.stream().map(value).toArray(array);
    }
}

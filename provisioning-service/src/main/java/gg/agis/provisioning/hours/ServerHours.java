package gg.agis.provisioning.hours;

import gg.agis.provisioning.funding.MoneyRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The hours that servers were paid for. Whoever changes them holds their server's row. */
@Repository
public class ServerHours {

    private static final String SELECT = """
            SELECT request_id, index, starts_at, price, refunded_gc FROM server_hours
            """;

    private final JdbcClient jdbc;

    ServerHours(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Books what a request has paid for, from this moment on; until when that is. */
    public Instant book(MoneyRequest paid, Instant from) {
        var price = paid.price();
        var indexes = new ArrayList<Integer>();
        var starts = new ArrayList<String>();
        var prices = new ArrayList<Long>();
        if (price.setup() > 0) {
            indexes.add(PaidHour.SETUP);
            starts.add(from.toString());
            prices.add(price.setup());
        }
        for (int hour = 0; hour < price.hours(); hour++) {
            indexes.add(hour);
            starts.add(from.plus(PaidHour.LENGTH.multipliedBy(hour)).toString());
            prices.add(price.hourly());
        }
        jdbc.sql("""
                        INSERT INTO server_hours (request_id, index, server_id, starts_at, price)
                        SELECT :request, h.index, :server, h.starts_at, h.price
                          FROM unnest(:indexes::int[], :starts::text[]::timestamptz[], :prices::bigint[])
                               AS h (index, starts_at, price)
                        """)
                .param("request", paid.id())
                .param("server", paid.serverId())
                .param("indexes", indexes.toArray(Integer[]::new))
                .param("starts", starts.toArray(String[]::new))
                .param("prices", prices.toArray(Long[]::new))
                .update();
        return from.plus(PaidHour.LENGTH.multipliedBy(price.hours()));
    }

    /** Those of which something may come back when the server ends: the set-up, and what begins from then on. */
    List<PaidHour> openOf(UUID serverId, Instant from) {
        return jdbc.sql(SELECT + """
                         WHERE server_id = :server AND (starts_at >= :from OR index = -1) AND refunded_gc < price
                         ORDER BY starts_at, index
                        """)
                .param("server", serverId)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .query(ServerHours::read)
                .list();
    }

    List<PaidHour> ofRequest(UUID requestId) {
        return jdbc.sql(SELECT + "WHERE request_id = :request ORDER BY index")
                .param("request", requestId)
                .query(ServerHours::read)
                .list();
    }

    /** Those that touch the period. */
    List<PaidHour> within(UUID serverId, Instant from, Instant to) {
        return jdbc.sql(SELECT + """
                         WHERE server_id = :server AND index >= 0 AND starts_at > :hourBefore AND starts_at < :to
                         ORDER BY starts_at, index
                        """)
                .param("server", serverId)
                .param("hourBefore", from.minus(PaidHour.LENGTH).atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query(ServerHours::read)
                .list();
    }

    void refund(PaidHour hour, long amount) {
        jdbc.sql("""
                        UPDATE server_hours SET refunded_gc = refunded_gc + :amount
                         WHERE request_id = :request AND index = :index
                        """)
                .param("amount", amount)
                .param("request", hour.requestId())
                .param("index", hour.index())
                .update();
    }

    private static PaidHour read(ResultSet row, int number) throws SQLException {
        return new PaidHour(
                row.getObject("request_id", UUID.class),
                row.getInt("index"),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getLong("price"),
                row.getLong("refunded_gc"));
    }
}

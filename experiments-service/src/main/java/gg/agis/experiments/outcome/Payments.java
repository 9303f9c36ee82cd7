package gg.agis.experiments.outcome;

import gg.agis.experiments.erasure.Remembers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What players paid; in which experiments it counts depends on exposures, which may come later. */
@Repository
class Payments implements Remembers {

    private final JdbcClient jdbc;

    Payments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Each once, however often it comes. */
    record Payment(UUID id, String playerId, long microsUsd, Instant at) {}

    @Transactional(propagation = Propagation.MANDATORY)
    void take(List<Payment> payments) {
        if (payments.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO payments (payment_id, player_id, micros_usd, at)
                        SELECT * FROM unnest(:ids::uuid[], :players::text[], :amounts::bigint[],
                                             :moments::text[]::timestamptz[]) AS p (id) ORDER BY id
                        ON CONFLICT (payment_id) DO NOTHING
                        """)
                .param("ids", column(payments, Payment::id).toArray(UUID[]::new))
                .param("players", column(payments, Payment::playerId).toArray(String[]::new))
                .param("amounts", column(payments, Payment::microsUsd).toArray(Long[]::new))
                .param(
                        "moments",
                        column(
                                        payments,
                                        one -> one.at().atOffset(ZoneOffset.UTC).toString())
                                .toArray(String[]::new))
                .update();
    }

    private static <T> List<T> column(List<Payment> payments, Function<Payment, T> value) {
        return payments.stream().map(value).toList();
    }

    @Override
    public String what() {
        return "payments";
    }

    @Override
    public List<?> of(String playerId) {
        return jdbc.sql("""
                        SELECT payment_id AS "paymentId", micros_usd AS "microsUsd", at FROM payments
                         WHERE player_id = ? ORDER BY at
                        """).param(playerId).query().listOfRows();
    }

    @Override
    public void forget(String playerId, String pseudonym) {
        jdbc.sql("UPDATE payments SET player_id = :pseudonym WHERE player_id = :player")
                .param("pseudonym", pseudonym)
                .param("player", playerId)
                .update();
    }
}

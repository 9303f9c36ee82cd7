package gg.agis.provisioning.hours;

import gg.agis.common.round.Round;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.Servers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * When a day in UTC is over, gives back what was paid and not delivered in it. A day is marked when all of it is done;
 * until then it may be done again, since what has come back once does not come back again.
 */
@Component
class SlaRefunds implements Round {

    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final int DAYS_BACK_MAX = 30;

    private final Servers servers;
    private final ServerHours hours;
    private final Outages outages;
    private final Refunds refunds;
    private final Days days;

    SlaRefunds(Servers servers, ServerHours hours, Outages outages, Refunds refunds, Days days) {
        this.servers = servers;
        this.hours = hours;
        this.outages = outages;
        this.refunds = refunds;
        this.days = days;
    }

    /** Which days are done, and what time it is. */
    @Component
    record Days(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {

        /** Those that are over and not done, oldest first. */
        List<LocalDate> due() {
            return jdbc.sql("""
                            SELECT d::date FROM generate_series(CAST(:today AS date) - :back, CAST(:today AS date) - 1,
                                                                interval '1 day') d
                             WHERE NOT EXISTS (SELECT FROM sla_days WHERE day = d::date) ORDER BY d
                            """)
                    .param("today", clock.instant().atOffset(ZoneOffset.UTC).toLocalDate())
                    .param("back", DAYS_BACK_MAX)
                    .query((row, number) -> row.getObject(1, LocalDate.class))
                    .list();
        }

        void done(LocalDate day) {
            jdbc.sql("INSERT INTO sla_days (day) VALUES (:day) ON CONFLICT DO NOTHING")
                    .param("day", day)
                    .update();
        }
    }

    @Override
    public String name() {
        return "sla-refunds";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public void make() {
        for (var day : days.due()) {
            var begin = day.atStartOfDay(ZoneOffset.UTC).toInstant();
            var end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            servers.brokenBefore(end).forEach(server -> cut(server, end));
            outages.serversWithin(begin, end).forEach(server -> refund(server, begin, end, day));
            days.done(day);
        }
    }

    /** What is broken still counts for the day so far; the rest of it is the next day's. */
    private void cut(UUID serverId, Instant end) {
        days.transaction().executeWithoutResult(status -> {
            var server = servers.lock(serverId).orElseThrow();
            var since = server.game().brokenSince();
            if (since != null && since.isBefore(end) && server.state().hasGame()) {
                outages.add(serverId, since, end);
                server.game(server.game().brokenAgain(end));
                servers.store(server);
            }
        });
    }

    private void refund(UUID serverId, Instant begin, Instant end, LocalDate day) {
        days.transaction().executeWithoutResult(status -> {
            Server server = servers.lock(serverId).orElseThrow();
            var undelivered =
                    RefundRules.undelivered(hours.within(serverId, begin, end), outages.of(serverId, begin, end));
            refunds.book(server, undelivered, RefundReason.SLA, day.toString());
        });
    }
}

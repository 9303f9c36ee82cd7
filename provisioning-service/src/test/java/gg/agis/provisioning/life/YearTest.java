package gg.agis.provisioning.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.common.event.ProvisioningEvent.ServerSuspended;
import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.server.ServerState;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Hourly renewals for a year, through real decisions and the real database. */
@ProvisioningServiceTest
class YearTest extends Lives {

    private static final int HOURS = 8_760;

    @Autowired
    @Qualifier("outboxRelay")
    private Lifecycle relay;

    /** Decisions are played here and not Kafka. */
    @BeforeEach
    void doNotWait() {
        relay.stop();
    }

    /** What was stated goes out before anybody else listens. */
    @AfterEach
    void waitAgain() {
        relay.start();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !history.bean(JdbcClient.class)
                        .sql("SELECT EXISTS (SELECT FROM outbox)")
                        .query(Boolean.class)
                        .single());
    }

    @Test
    void eachHourOfAYearIsChargedOnceWhateverClocksAreSetTo() {
        // Where clocks are set back in October and forward in March; servers do not care, and must not.
        var start = LocalDateTime.parse("2026-10-01T00:00:00")
                .atZone(ZoneId.of("Europe/Berlin"))
                .toInstant();
        history.clock.stopAt(start);
        treasuryHas(600 + 100L * HOURS);
        var server = anActiveServer(1, true);

        for (int hour = 1; hour < HOURS; hour++) {
            var paidUntil = server(server).paidUntil().orElseThrow();
            history.clock.stopAt(paidUntil.minus(Duration.ofMinutes(15)));
            history.look();
            history.answer();
        }

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(history.facts(ServerSuspended.class)).isEmpty();
        var jdbc = history.bean(JdbcClient.class);
        assertThat(jdbc.sql("SELECT count(*) FROM server_hours WHERE index >= 0 AND server_id = :id")
                        .param("id", server)
                        .query(Long.class)
                        .single())
                .isEqualTo(HOURS);
        assertThat(history.billing.spentBy(guild.guild())).isEqualTo(500 + 100L * HOURS);
        assertThat(Duration.between(
                        jdbc.sql("SELECT min(starts_at) FROM server_hours WHERE index >= 0")
                                .query((row, number) -> row.getObject(1, OffsetDateTime.class))
                                .single()
                                .toInstant(),
                        server(server).paidUntil().orElseThrow()))
                .isEqualTo(Duration.ofHours(HOURS));
    }

    @Test
    void aClockThatIsSetBackChargesNothingTwice() {
        treasuryHas(5_000);
        var server = anActiveServer(1, true);
        history.after(Duration.ofMinutes(46));
        long after = available();

        history.clock.moveOn(Duration.ofMinutes(-45));
        history.settle();
        history.after(Duration.ofMinutes(45));
        history.after(Duration.ofMinutes(2));

        assertThat(available()).isEqualTo(after);
        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
    }
}

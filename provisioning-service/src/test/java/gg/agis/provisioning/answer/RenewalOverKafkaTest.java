package gg.agis.provisioning.answer;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.common.event.ProvisioningEvent.ChargeRequested;
import gg.agis.common.event.ProvisioningEvent.RefundDue;
import gg.agis.common.event.ProvisioningEvent.ServerRenewed;
import gg.agis.common.id.MadeId;
import gg.agis.provisioning.KafkaBilling;
import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.server.ServerState;
import gg.agis.sandbox.junit.TestKafka;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Renewals with questions and answers over Kafka, and time that a test moves. */
@ProvisioningServiceTest
class RenewalOverKafkaTest extends Lives {

    private static final int HOURS = 48;
    private static final int COPIES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private KafkaBilling billing;

    @BeforeEach
    void hear() {
        billing = new KafkaBilling(history.billing, guild.guild());
    }

    @AfterEach
    void close() {
        billing.close();
    }

    @Test
    void eachOfFortyEightHoursIsAskedForAnsweredAndBookedOnce() {
        // Over the night in which clocks are set back.
        history.clock.stopAt(LocalDateTime.parse("2026-10-24T12:00:00")
                .atZone(ZoneId.of("Europe/Berlin"))
                .toInstant());
        history.billing.give(guild.guild(), 500 + 100 * HOURS);
        var server = anApprovedServer(1, true);
        becomesActive(server);
        var first = server(server).paidUntil().orElseThrow();

        for (int hour = 1; hour < HOURS; hour++) {
            renews(server);
        }

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(server(server).paidUntil()).contains(first.plus(Duration.ofHours(HOURS - 1)));
        assertThat(history.billing.spentBy(guild.guild())).isEqualTo(500 + 100 * HOURS);
        assertThat(available()).isZero();
        assertThat(hoursOf(server)).isEqualTo(HOURS);
        assertThat(billing.told(ChargeRequested.class, server))
                .extracting(ChargeRequested::purpose)
                .hasSize(HOURS - 1)
                .doesNotHaveDuplicates();
        // Whoever asks for the same hour, on whichever replica, asks under the same id.
        assertThat(billing.told(ChargeRequested.class, server))
                .allSatisfy(
                        asked -> assertThat(asked.requestId()).isEqualTo(MadeId.requestId(server, asked.purpose())));
        await().atMost(PATIENCE).until(() -> {
            billing.answer();
            return billing.told(ServerRenewed.class, server).size() == HOURS - 1;
        });
        assertThat(billing.told(RefundDue.class, server)).isEmpty();
    }

    @Test
    void anHourThatFallsDueWhileKafkaIsAwayIsChargedOnceWhenItIsBack() {
        history.billing.give(guild.guild(), 1_000);
        var server = anApprovedServer(1, true);
        becomesActive(server);
        var paidUntil = server(server).paidUntil().orElseThrow();

        TestKafka.freeze();
        try {
            for (int minute = -15; minute < 30; minute++) {
                history.clock.stopAt(paidUntil.plus(Duration.ofMinutes(minute)));
                history.round("servers");
                assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
            }
        } finally {
            TestKafka.thaw();
        }
        await().pollInterval(10, MILLISECONDS).atMost(PATIENCE).until(() -> {
            billing.answer();
            return billing.told(ChargeRequested.class, server).size() >= 45;
        });
        await().atMost(PATIENCE).until(() -> areHeard(billing.sent()));

        assertThat(server(server).paidUntil()).contains(paidUntil.plus(HOUR));
        assertThat(history.billing.spentBy(guild.guild())).isEqualTo(500 + 200);
        assertThat(hoursOf(server)).isEqualTo(2);
    }

    private void becomesActive(UUID server) {
        await().pollInterval(10, MILLISECONDS).atMost(PATIENCE).until(() -> {
            history.round("servers");
            billing.answer(COPIES);
            // The game is looked at again after some seconds.
            history.clock.moveOn(Duration.ofSeconds(1));
            return stateOf(server) == ServerState.ACTIVE && areHeard(billing.sent());
        });
    }

    private void renews(UUID server) {
        var paidUntil = server(server).paidUntil().orElseThrow();
        history.clock.stopAt(paidUntil.minus(Duration.ofMinutes(15)));
        history.round("servers");
        await().pollInterval(10, MILLISECONDS).atMost(PATIENCE).until(() -> {
            billing.answer(COPIES);
            return server(server).paidUntil().orElseThrow().isAfter(paidUntil) && areHeard(billing.sent());
        });
    }

    /** So that nobody is in the middle of it when time moves on. */
    private boolean areHeard(List<UUID> answers) {
        return history.bean(JdbcClient.class)
                        .sql("""
                            SELECT count(*) FROM inbox
                             WHERE consumer = 'provisioning.answers' AND event_id = ANY(:ids::uuid[])
                            """)
                        .param("ids", answers.toArray(UUID[]::new))
                        .query(Long.class)
                        .single()
                == answers.size();
    }

    private long hoursOf(UUID server) {
        return history.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM server_hours WHERE index >= 0 AND server_id = :id")
                .param("id", server)
                .query(Long.class)
                .single();
    }
}

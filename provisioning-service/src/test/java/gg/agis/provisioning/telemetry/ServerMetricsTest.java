package gg.agis.provisioning.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ProvisioningDriver;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.cluster.Sighting.Running;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** What operators see, by the names that dashboards know. */
@ProvisioningServiceTest
class ServerMetricsTest extends Lives {

    @Value("${local.management.port}")
    private int managementPort;

    @Test
    void serversPlayersAndRunwaysAreTold() {
        treasuryHas(5_000);
        history.cluster.freshGamesAre(new Running("10.0.0.1", 7777, 3));
        var server = anActiveServer(1, true);
        history.after(MINUTE);

        history.round("server-metrics");

        var metrics = new ProvisioningDriver(managementPort, guild.guild()).metrics();
        assertThat(metrics.lines())
                .anyMatch(line -> line.startsWith("agis_bot_servers_total{game=\"minecraft\"") && line.endsWith(" 1.0"))
                .anyMatch(line -> line.startsWith("agis_bot_servers_total{game=\"rust\"") && line.endsWith(" 0.0"))
                .anyMatch(line -> line.startsWith("agis_game_players{game=\"minecraft\"") && line.endsWith(" 3.0"))
                .anyMatch(line -> line.startsWith("agis_provisioning_servers{") && line.contains("state=\"active\""))
                .anyMatch(line -> line.startsWith("agis_provisioning_requests_total{")
                        && line.contains("outcome=\"started\"")
                        && line.contains("template=\"minecraft-small\""))
                .anyMatch(line -> line.startsWith("agis_provisioning_ready_seconds_count"))
                .anyMatch(line ->
                        line.startsWith("agis_provisioning_refunds_gc_total{") && line.contains("reason=\"sla\""))
                .anyMatch(line -> line.startsWith("agis_treasury_runway_hours_bucket"));
        assertThat(metrics).doesNotContain(guild.guild()).doesNotContain(server.toString());

        guild.tells(server, "terminate");
        history.settle();
        history.round("server-metrics");
        assertThat(new ProvisioningDriver(managementPort, guild.guild())
                        .metrics()
                        .lines())
                .anyMatch(
                        line -> line.startsWith("agis_bot_servers_total{game=\"minecraft\"") && line.endsWith(" 0.0"));
    }
}

package gg.agis.provisioning.telemetry;

import gg.agis.common.round.Round;
import gg.agis.provisioning.server.GuildServers;
import gg.agis.provisioning.server.ServerState;
import gg.agis.provisioning.treasury.Runways;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many servers there are of which game and in which state, who plays, and how long treasuries last. */
@Component
class ServerMetrics implements Round {

    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final JdbcClient jdbc;
    private final GuildServers servers;
    private final Runways runways;
    private final MultiGauge states;
    private final MultiGauge players;
    private final GamesRunning running;
    private final DistributionSummary runway;

    ServerMetrics(
            JdbcClient jdbc, GuildServers servers, Runways runways, GamesRunning running, MeterRegistry registry) {
        this.jdbc = jdbc;
        this.servers = servers;
        this.runways = runways;
        this.running = running;
        this.states = MultiGauge.builder("agis.provisioning.servers")
                .description("Servers by state; those that have come to their end are not counted")
                .register(registry);
        this.players = MultiGauge.builder("agis.game.players")
                .description("Who plays at this moment, as far as games tell")
                .register(registry);
        this.runway = DistributionSummary.builder("agis.treasury.runway.hours")
                .description("For how many hours each guild's treasury pays for what renews itself; a look each round")
                .serviceLevelObjectives(1, 6, 24, 72, 168, 720)
                .register(registry);
    }

    @Override
    public String name() {
        return "server-metrics";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public void make() {
        countStates();
        countGames();
        for (var guild : servers.guildsThatRenew()) {
            var reach = runways.of(guild);
            if (reach.perHour() > 0) {
                long hours = Math.max(0, reach.available()) / reach.perHour();
                runway.record((double) hours);
            }
        }
    }

    private void countStates() {
        var rows = new ArrayList<Row<?>>();
        for (var state : ServerState.values()) {
            if (!state.isFinal()) {
                rows.add(Row.of(Tags.of("state", state.wireName()), count(state)));
            }
        }
        states.register(rows, true);
    }

    private long count(ServerState state) {
        return jdbc.sql("SELECT count(*) FROM servers WHERE state = :state AND next_at IS NOT NULL")
                .param("state", state.wireName())
                .query(Long.class)
                .single();
    }

    private void countGames() {
        var rows = new ArrayList<Row<?>>();
        var counts = new ArrayList<GamesRunning.Count>();
        jdbc.sql("""
                        SELECT t.game, count(s.server_id), coalesce(sum(s.players), 0)
                          FROM templates t LEFT JOIN servers s ON s.template_id = t.template_id AND s.state = 'active'
                         GROUP BY t.game
                        """).query(row -> {
            counts.add(new GamesRunning.Count(row.getString(1), row.getLong(2)));
            rows.add(Row.of(Tags.of("game", row.getString(1)), row.getLong(3)));
        });
        players.register(rows, true);
        running.now(counts);
    }
}

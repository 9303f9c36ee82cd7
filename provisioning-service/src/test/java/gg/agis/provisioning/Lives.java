package gg.agis.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;

/** A guild whose servers' lives are played step by step. */
public abstract class Lives {

    protected static final Duration MINUTE = Duration.ofMinutes(1);
    protected static final Duration HOUR = Duration.ofHours(1);

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private ApplicationContext context;

    protected ProvisioningDriver guild;
    protected History history;

    /** Another guild in an empty world. */
    @BeforeEach
    protected void fresh() {
        Faults.stop();
        history = new History(context);
        guild = ProvisioningDriver.ofSomeGuild(port);
    }

    @AfterEach
    void end() {
        history.close();
    }

    /** A minecraft-small: 500 GC to set up, 100 GC an hour. */
    protected UUID anActiveServer(int hours, boolean autoRenew) {
        var server = guild.asksFor("minecraft-small", hours, autoRenew);
        guild.approves(server);
        history.settle();
        // The game is looked at again after some seconds.
        history.after(Duration.ofSeconds(6));
        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        return server;
    }

    protected UUID anApprovedServer(int hours, boolean autoRenew) {
        var server = guild.asksFor("minecraft-small", hours, autoRenew);
        guild.approves(server);
        return server;
    }

    protected void treasuryHas(long amount) {
        history.contribute(guild.guild(), amount);
    }

    protected long available() {
        return history.billing.availableTo(guild.guild());
    }

    protected ServerState stateOf(UUID server) {
        return history.server(server).state();
    }

    protected Server server(UUID id) {
        return history.server(id);
    }
}

package gg.agis.provisioning.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.provisioning.History;
import gg.agis.provisioning.KafkaBilling;
import gg.agis.provisioning.ModelBilling;
import gg.agis.provisioning.ProvisioningDriver;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.TestWorld;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.kubernetes.KubernetesCluster;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;

/** The whole way, by itself: questions and answers over Kafka, the game in the stand-in for a cluster. */
@ProvisioningServiceTest
class JourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private ApplicationContext context;

    private final ModelBilling billing = new ModelBilling();

    @BeforeEach
    void live() {
        new History(context).close();
        TestWorld.modelled(false);
        context.getBean("rounds", Lifecycle.class).start();
    }

    @AfterEach
    void standStill() {
        History.standStill(context);
    }

    @Test
    void aServerIsHeldForStartedAndGivenBack(RecordedEvents kafka, KubernetesCluster cluster) {
        var guild = ProvisioningDriver.ofSomeGuild(port);
        try (var answers = new KafkaBilling(billing, guild.guild())) {
            billing.give(guild.guild(), 2_000);
            var server = guild.asksFor("minecraft-small", 10, false);
            guild.approves(server);

            await().atMost(PATIENCE).until(() -> {
                answers.answer();
                return stateOf(guild, server).equals("active");
            });
            assertThat(cluster.gameServers()
                            .find("gs-" + server + "-1")
                            .orElseThrow()
                            .state())
                    .isEqualTo("Ready");
            var view = guild.get("/api/servers/" + server, guild.member()).json();
            assertThat(view.path("address").asString()).isNotEmpty();
            assertThat(view.path("port").asInt()).isPositive();

            guild.tells(server, "terminate");
            await().atMost(PATIENCE).until(() -> {
                answers.answer();
                return stateOf(guild, server).equals("ended");
            });
            kafka.expects(
                            "provisioning.server-requested.v1",
                            "provisioning.server-approved.v1",
                            "provisioning.hold-requested.v1",
                            "billing.funds-held.v1",
                            "provisioning.hold-settled.v1")
                    .expects(
                            "billing.hold-posted.v1",
                            "provisioning.server-started.v1",
                            "provisioning.refund-due.v1",
                            "provisioning.server-ended.v1")
                    .andNothingElse();
            answers.answer();
            assertThat(billing.availableTo(guild.guild())).isEqualTo(2_000 - 500 - 100);
            await().atMost(PATIENCE)
                    .until(() ->
                            cluster.gameServers().find("gs-" + server + "-1").isEmpty());
        }
    }

    private static String stateOf(ProvisioningDriver guild, UUID server) {
        return guild.get("/api/servers/" + server, guild.member())
                .json()
                .path("state")
                .asString();
    }
}

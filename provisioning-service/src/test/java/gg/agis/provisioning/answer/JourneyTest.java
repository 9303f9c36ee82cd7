package gg.agis.provisioning.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.common.event.Contracts;
import gg.agis.common.event.Event;
import gg.agis.common.event.EventJson;
import gg.agis.common.event.ProvisioningEvent.Ask;
import gg.agis.provisioning.History;
import gg.agis.provisioning.ModelBilling;
import gg.agis.provisioning.ProvisioningDriver;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.TestWorld;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestKafka;
import gg.agis.sandbox.kubernetes.KubernetesCluster;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
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

    private static final KafkaProducer<String, byte[]> KAFKA = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private ApplicationContext context;

    private final ModelBilling billing = new ModelBilling();
    private final Set<String> answered = new HashSet<>();

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
        billing.give(guild.guild(), 2_000);
        var server = guild.asksFor("minecraft-small", 10, false);
        guild.approves(server);

        await().atMost(PATIENCE).until(() -> {
            answer(kafka);
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
            answer(kafka);
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
        answer(kafka);
        assertThat(billing.availableTo(guild.guild())).isEqualTo(2_000 - 500 - 100);
        await().atMost(PATIENCE)
                .until(() -> cluster.gameServers().find("gs-" + server + "-1").isEmpty());
    }

    private static String stateOf(ProvisioningDriver guild, UUID server) {
        return guild.get("/api/servers/" + server, guild.member())
                .json()
                .path("state")
                .asString();
    }

    /** As billing-service does what was asked of it, in the order in which it came. */
    private void answer(RecordedEvents kafka) {
        for (var event : kafka.all()) {
            if (event.topic().equals("provisioning.servers")
                    && answered.add(event.headers().get("ce_id"))
                    && read(event.type(), event.json()) instanceof Ask ask) {
                billing.answer(ask).ifPresent(JourneyTest::send);
            }
        }
    }

    private static Event read(String type, String json) {
        return EventJson.read(type, json.getBytes(UTF_8)).orElseThrow();
    }

    private static void send(Event event) {
        var contract = Contracts.of(event);
        var message = new ProducerRecord<>(contract.topic(), event.key(), EventJson.write(event));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        contract.type(),
                        "ce_source",
                        "/agis/billing",
                        "ce_time",
                        "2026-11-21T12:00:00Z",
                        "ce_subject",
                        event.key(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        assertThat(KAFKA.send(message)).succeedsWithin(Duration.ofSeconds(20));
    }
}

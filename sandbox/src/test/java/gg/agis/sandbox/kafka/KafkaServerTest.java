package gg.agis.sandbox.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gg.agis.sandbox.process.Ports;
import gg.agis.sandbox.process.ProgramFailedException;
import gg.agis.sandbox.process.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTest {

    @TempDir
    static Path directory;

    private static KafkaServer server;
    private static RunningProgram program;

    @BeforeAll
    static void start() {
        server = new KafkaServer(new KafkaSettings(directory.resolve("data"), Ports.free(), Ports.free()));
        program = new RunningProgram(server, directory.resolve("log"));
        program.start();
    }

    @AfterAll
    static void stop() {
        program.stop();
        server.close();
    }

    @Test
    void whatWasAcknowledgedIsReadAfterAKill() throws Exception {
        create("facts");
        send("facts", "first");

        program.kill();
        program.start();

        send("facts", "second");
        assertThat(read("facts", 2)).containsExactly("first", "second");
    }

    @Test
    void topicsAreMadeByNobodyButTheirFile() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()))) {
            assertThatThrownBy(() -> send("invented", "anything")).isInstanceOf(ExecutionException.class);
            assertThatThrownBy(() -> admin.describeTopics(List.of("invented"))
                            .allTopicNames()
                            .get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void aFrozenBrokerIsSilentUntilThawed() throws Exception {
        create("silence");
        program.freeze();
        assertThatThrownBy(() -> send("silence", "lost"));

        program.thaw();

        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> send("silence", "heard"));
    }

    @Test
    void anotherBrokerOnThePortIsNotTakenForOurs() throws Exception {
        Path other = directory.resolve("other");
        Files.createDirectories(other);
        Files.writeString(BrokerProperties.meta(other), "cluster.id=another", UTF_8);
        try (KafkaServer impostor = new KafkaServer(new KafkaSettings(other, server.port(), Ports.free()))) {
            assertThatThrownBy(() -> impostor.awaitReady(Duration.ofSeconds(5), () -> true))
                    .isInstanceOf(ProgramFailedException.class)
                    .hasMessageContaining("another Kafka");
        }
    }

    @Test
    void aDirectoryInUseIsRefused() {
        try (KafkaServer second =
                new KafkaServer(new KafkaSettings(directory.resolve("data"), Ports.free(), Ports.free()))) {
            assertThatThrownBy(second::prepare)
                    .isInstanceOf(ProgramFailedException.class)
                    .hasMessageContaining("in use");
        }
    }

    private static void create(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(10, TimeUnit.SECONDS);
        }
    }

    private static void send(String topic, String value) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", server.bootstrapServers(),
                "max.block.ms", 2_000,
                "delivery.timeout.ms", 2_000,
                "request.timeout.ms", 1_000,
                "linger.ms", 0);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get(5, TimeUnit.SECONDS);
        }
    }

    private static List<String> read(String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", server.bootstrapServers(), "group.id", "reader", "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> values.add(found.value()));
                assertThat(values).hasSizeGreaterThanOrEqualTo(count);
            });
        }
        return values;
    }
}

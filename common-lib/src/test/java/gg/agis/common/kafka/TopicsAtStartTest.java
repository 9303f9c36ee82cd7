package gg.agis.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.sandbox.junit.TestKafka;
import gg.agis.sandbox.junit.WithKafka;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@WithKafka
class TopicsAtStartTest {

    private final Set<TopicsAtStart> started = ConcurrentHashMap.newKeySet();
    private final String topic = "t-" + UUID.randomUUID();

    @AfterEach
    void stop() {
        started.forEach(TopicsAtStart::stop);
    }

    @Test
    void missingTopicsAreCreatedAsTheFileSays() throws Exception {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class, TopicsAutoConfiguration.class))
                .withPropertyValues("spring.application.name=gateway")
                .run(context -> {
                    var topics = context.getBean(TopicsAtStart.class);
                    await().untilAsserted(() -> assertThat(topics.problem()).isEmpty());
                });

        try (var admin = admin()) {
            assertThat(admin.listTopics().names().get())
                    .containsAll(
                            TopicPolicy.all().stream().map(TopicPolicy::name).toList());
        }
    }

    @Test
    void severalReplicasMayStartAtOnce() {
        var replicas = Stream.generate(() -> start(TestKafka.bootstrapServers(), policy(3, false, "ads")))
                .limit(4)
                .toList();

        await().untilAsserted(() ->
                assertThat(replicas).allSatisfy(r -> assertThat(r.problem()).isEmpty()));
    }

    @Test
    void aTopicWithAnotherPolicyMakesItsUsersUnready() throws Exception {
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(2), Optional.empty())
                            .configs(Map.of("cleanup.policy", "compact", "retention.ms", "1000"))))
                    .all()
                    .get();
        }

        var user = start(TestKafka.bootstrapServers(), policy(3, false, "ads"));
        var another = start(TestKafka.bootstrapServers(), policy(3, false, "billing"));

        await().untilAsserted(() -> assertThat(user.problem())
                .hasValueSatisfying(problem -> assertThat(Arrays.asList(problem.split("; ")))
                        .containsExactlyInAnyOrder(
                                "topic %s has 2 partitions instead of 3".formatted(topic),
                                "topic %s has cleanup.policy=compact instead of delete".formatted(topic),
                                "topic %s has retention.ms=1000 instead of 2592000000".formatted(topic))));
        await().untilAsserted(() -> assertThat(another.problem()).isEmpty());
    }

    @Test
    void anOperatorsCorrectionIsNoticed() throws Exception {
        try (var admin = admin()) {
            admin.createTopics(List.of(policy(2, true, "ads").newTopic())).all().get();
            var user = start(TestKafka.bootstrapServers(), policy(3, true, "ads"));
            await().untilAsserted(() -> assertThat(user.problem())
                    .hasValueSatisfying(p -> assertThat(p).contains("2 partitions")));

            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all()
                    .get();

            await().untilAsserted(() -> assertThat(user.problem()).isEmpty());
        }
    }

    @Test
    void theStartDoesNotWaitForAKafkaThatIsAway() {
        var topics = start("127.0.0.1:1", policy(3, false, "ads"));

        assertThat(topics.isRunning()).isTrue();
        assertThat(topics.problem()).hasValueSatisfying(p -> assertThat(p).startsWith("Kafka "));
    }

    private TopicsAtStart start(String bootstrapServers, TopicPolicy policy) {
        var topics = new TopicsAtStart(
                () -> Admin.create(Map.of("bootstrap.servers", bootstrapServers)), List.of(policy), "ads");
        started.add(topics);
        topics.start();
        return topics;
    }

    private TopicPolicy policy(int partitions, boolean compacted, String reader) {
        return new TopicPolicy(
                topic,
                "anything",
                partitions,
                compacted,
                compacted ? Optional.empty() : Optional.of(Duration.ofDays(30)),
                Set.of(),
                Set.of(reader));
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()));
    }
}

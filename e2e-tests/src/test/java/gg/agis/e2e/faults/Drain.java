package gg.agis.e2e.faults;

import gg.agis.e2e.Suite;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Whether anything is still on its way: in an outbox, or in a topic before its listener. */
final class Drain {

    private static final String LISTENER = "billing.rewards";
    private static final String TOPIC = "ads.conversions";

    private final Suite suite;

    Drain(Suite suite) {
        this.suite = suite;
    }

    /** Returns what is left when the time is up; nothing is what it should be. */
    List<String> await(Duration atMost) {
        try (Admin admin = Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, suite.stack().bootstrapServers()))) {
            try {
                Awaitility.await("nothing on its way any more")
                        .atMost(atMost)
                        .pollInterval(Duration.ofMillis(200))
                        .ignoreExceptions()
                        .until(() -> outboxed("ads") + outboxed("billing") + unread(admin) == 0);
                return List.of();
            } catch (ConditionTimeoutException e) {
                return List.of(
                        "after %s still on the way: %d facts in the outbox of ads, %d in that of billing, %d unread"
                                .formatted(atMost, outboxed("ads"), outboxed("billing"), unread(admin)));
            }
        } catch (SQLException | ExecutionException e) {
            throw new AssertionError("Nobody can say what is on its way", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private long outboxed(String schema) throws SQLException {
        try (var superuser = suite.superuser();
                var statement = superuser.createStatement();
                var count = statement.executeQuery("SELECT count(*) FROM %s.outbox".formatted(schema))) {
            count.next();
            return count.getLong(1);
        }
    }

    private static long unread(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        admin.describeTopics(List.of(TOPIC)).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .forEach(
                        partition -> latest.put(new TopicPartition(TOPIC, partition.partition()), OffsetSpec.latest()));
        Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(LISTENER)
                .partitionsToOffsetAndMetadata()
                .get();
        return admin.listOffsets(latest).all().get().entrySet().stream().collect(Collectors.summingLong(end -> {
            OffsetAndMetadata committed = read.get(end.getKey());
            return end.getValue().offset() - (committed == null ? 0 : committed.offset());
        }));
    }
}

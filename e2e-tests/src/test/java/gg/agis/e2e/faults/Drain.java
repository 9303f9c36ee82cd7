package gg.agis.e2e.faults;

import gg.agis.e2e.Suite;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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
public final class Drain {

    private final Suite suite;
    private final List<String> schemas;
    private final Map<String, String> topicOfListener;

    private Drain(Suite suite, List<String> schemas, Map<String, String> topicOfListener) {
        this.suite = suite;
        this.schemas = schemas;
        this.topicOfListener = topicOfListener;
    }

    static Drain ofConversions(Suite suite) {
        return new Drain(suite, List.of("ads", "billing"), Map.of("billing.rewards", "ads.conversions"));
    }

    /** What is said between those who run servers and those who have them paid. */
    public static Drain ofServers(Suite suite) {
        return new Drain(
                suite,
                List.of("provisioning", "billing"),
                Map.of(
                        "billing.requests",
                        "provisioning.servers",
                        "provisioning.answers",
                        "billing.requests",
                        "provisioning.treasuries",
                        "billing.ledger"));
    }

    /** Returns what is left when the time is up; nothing is what it should be. */
    public List<String> await(Duration atMost) {
        try (Admin admin = Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, suite.stack().bootstrapServers()))) {
            try {
                Awaitility.await("nothing on its way any more")
                        .atMost(atMost)
                        .pollInterval(Duration.ofMillis(200))
                        .ignoreExceptions()
                        .until(() -> onTheWay(admin).isEmpty());
                return List.of();
            } catch (ConditionTimeoutException e) {
                return List.of("after %s still on the way: %s".formatted(atMost, onTheWay(admin)));
            }
        } catch (SQLException | ExecutionException e) {
            throw new AssertionError("Nobody can say what is on its way", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private List<String> onTheWay(Admin admin) throws SQLException, ExecutionException, InterruptedException {
        List<String> found = new ArrayList<>();
        for (String schema : schemas) {
            long facts = outboxed(schema);
            if (facts > 0) {
                found.add("%d facts in the outbox of %s".formatted(facts, schema));
            }
        }
        for (Map.Entry<String, String> listener : topicOfListener.entrySet()) {
            long facts = unread(admin, listener.getKey(), listener.getValue());
            if (facts > 0) {
                found.add("%d unread by %s".formatted(facts, listener.getKey()));
            }
        }
        return found;
    }

    private long outboxed(String schema) throws SQLException {
        try (var superuser = suite.superuser();
                var statement = superuser.createStatement();
                var count = statement.executeQuery("SELECT count(*) FROM %s.outbox".formatted(schema))) {
            count.next();
            return count.getLong(1);
        }
    }

    private static long unread(Admin admin, String listener, String topic)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .flatMap(described -> described.partitions().stream())
                .forEach(
                        partition -> latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(listener)
                .partitionsToOffsetAndMetadata()
                .get();
        return admin.listOffsets(latest).all().get().entrySet().stream().collect(Collectors.summingLong(end -> {
            OffsetAndMetadata committed = read.get(end.getKey());
            return end.getValue().offset() - (committed == null ? 0 : committed.offset());
        }));
    }
}

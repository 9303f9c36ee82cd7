package gg.agis.common.kafka;

import gg.agis.common.telemetry.ReadinessCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sees to it that all topics exist, and that those of this service are as {@code topics.yml} says.
 *
 * <p>It does so beside the start, again and again until all is well, and is then gone; until then the service is
 * unready. A topic that is otherwise is never changed from here: someone made it so, or another count of partitions
 * would break the order per key.
 */
final class TopicsAtStart implements SmartLifecycle, ReadinessCheck {

    private static final Logger log = LoggerFactory.getLogger(TopicsAtStart.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Supplier<Admin> admins;
    private final Collection<TopicPolicy> policies;
    private final String service;
    private volatile Optional<String> problem = Optional.of("Kafka has not said yet what topics there are");
    private volatile @Nullable Thread thread;

    TopicsAtStart(Supplier<Admin> admins, Collection<TopicPolicy> policies, String service) {
        this.admins = admins;
        this.policies = policies;
        this.service = service;
    }

    @Override
    public String name() {
        return "topics";
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("topics").start(this::untilAllIsWell);
    }

    @Override
    public void stop() {
        var current = thread;
        thread = null;
        if (current != null) {
            current.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before any listener looks for its topics. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void untilAllIsWell() {
        try {
            for (var wait = FIRST_WAIT; !look(); wait = longer(wait)) {
                Thread.sleep(wait);
            }
        } catch (InterruptedException e) {
            log.debug("Stopped before the topics were seen to");
        }
    }

    private boolean look() throws InterruptedException {
        try (var admin = admins.get()) {
            createMissing(admin);
            said(differences(admin));
        } catch (ExecutionException | KafkaException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            said(List.of("Kafka does not say what topics there are: " + cause.getMessage()));
        }
        return problem.isEmpty();
    }

    private void said(List<String> problems) {
        var now = problems.isEmpty() ? Optional.<String>empty() : Optional.of(String.join("; ", problems));
        if (!now.equals(problem)) {
            now.ifPresent(text -> log.warn("Not ready: {}", text));
        }
        problem = now;
    }

    private void createMissing(Admin admin) throws ExecutionException, InterruptedException {
        var there = admin.listTopics().names().get();
        var missing = policies.stream().filter(p -> !there.contains(p.name())).toList();
        if (missing.isEmpty()) {
            return;
        }
        CreateTopicsResult created =
                admin.createTopics(missing.stream().map(TopicPolicy::newTopic).toList());
        for (KafkaFuture<Void> one : created.values().values()) {
            try {
                one.get();
            } catch (ExecutionException e) {
                // Seven services start at once, and one of them is the first.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        log.info("Created {} topics", missing.size());
    }

    private List<String> differences(Admin admin) throws ExecutionException, InterruptedException {
        var used = policies.stream().filter(p -> p.concerns(service)).toList();
        var topics = admin.describeTopics(used.stream().map(TopicPolicy::name).toList())
                .allTopicNames();
        var configs =
                admin.describeConfigs(used.stream().map(TopicsAtStart::resource).toList());
        var differences = new ArrayList<String>();
        for (var policy : used) {
            difference(policy, topics.get()).ifPresent(differences::add);
            var config = configs.all().get().get(resource(policy));
            policy.configs().forEach((name, wanted) -> {
                var entry = config == null ? null : config.get(name);
                var found = entry == null ? "unknown" : entry.value();
                if (!wanted.equals(found)) {
                    differences.add("topic %s has %s=%s instead of %s".formatted(policy.name(), name, found, wanted));
                }
            });
        }
        return differences;
    }

    private static Optional<String> difference(TopicPolicy policy, Map<String, TopicDescription> topics) {
        var topic = topics.get(policy.name());
        int partitions = topic == null ? 0 : topic.partitions().size();
        return partitions == policy.partitions()
                ? Optional.empty()
                : Optional.of("topic %s has %d partitions instead of %d"
                        .formatted(policy.name(), partitions, policy.partitions()));
    }

    private static ConfigResource resource(TopicPolicy policy) {
        return new ConfigResource(ConfigResource.Type.TOPIC, policy.name());
    }

    private static Duration longer(Duration wait) {
        var doubled = wait.multipliedBy(2);
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
}

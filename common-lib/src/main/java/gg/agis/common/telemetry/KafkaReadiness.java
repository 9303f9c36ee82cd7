package gg.agis.common.telemetry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;

/** Asks with one client that stays, since connecting anew for each question costs more than the question. */
final class KafkaReadiness extends ConnectionCheck implements AutoCloseable {

    private static final Duration FRESH_FOR = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMillis(2500);
    private static final int ANSWER_MS_MAX = 2000;

    private final Client client;

    KafkaReadiness(Map<String, Object> adminSettings) {
        this(new Client(adminSettings));
    }

    private KafkaReadiness(Client client) {
        super("kafka", new Probe("Kafka", client::ask, FRESH_FOR, PATIENCE, System::nanoTime));
        this.client = client;
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class Client {

        private final Map<String, Object> settings;
        private @Nullable Admin admin;

        Client(Map<String, Object> settings) {
            this.settings = new HashMap<>(settings);
            this.settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000);
            this.settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS_MAX);
            this.settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
            // Two metrics threads and a JMX bean for one question every few seconds are too many.
            this.settings.put(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
            this.settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        }

        void ask() throws Exception {
            var brokers = admin().describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MS_MAX))
                    .nodes()
                    .get();
            if (brokers.isEmpty()) {
                throw new IllegalStateException("the cluster has no broker");
            }
        }

        // Not in the constructor: it fails while the broker's name cannot be resolved.
        private synchronized Admin admin() {
            if (admin == null) {
                admin = Admin.create(settings);
            }
            return admin;
        }

        synchronized void close() {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
        }
    }
}

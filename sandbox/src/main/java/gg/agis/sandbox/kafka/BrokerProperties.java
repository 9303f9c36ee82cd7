package gg.agis.sandbox.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** One broker that is its own controller, sized for a laptop and quick to come back. */
final class BrokerProperties {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerProperties() {}

    static Path meta(Path directory) {
        return directory.resolve("meta.properties");
    }

    static Properties of(Path directory, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(settings("127.0.0.1:" + port, "127.0.0.1:" + port, "127.0.0.1:" + controllerPort));
        properties.put("log.dirs", directory.toString());
        return properties;
    }

    static Map<String, String> settings(String listener, String advertised, String controller) {
        Map<String, String> settings = new HashMap<>(network(listener, advertised, controller));
        settings.putAll(alone());
        settings.putAll(small());
        settings.put("auto.create.topics.enable", "false");
        // A broker that was killed counts as gone after this, and only then may come back under its number.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }

    private static Map<String, String> network(String listener, String advertised, String controller) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@" + controller,
                "listeners",
                "BROKER://%s,%s://%s".formatted(listener, CONTROLLER_LISTENER, controller),
                "advertised.listeners",
                "BROKER://" + advertised,
                "listener.security.protocol.map",
                "BROKER:PLAINTEXT,%s:PLAINTEXT".formatted(CONTROLLER_LISTENER),
                "inter.broker.listener.name",
                "BROKER",
                "controller.listener.names",
                CONTROLLER_LISTENER);
    }

    private static Map<String, String> alone() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1");
    }

    private static Map<String, String> small() {
        return Map.of(
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.num.partitions", "2",
                "share.coordinator.state.topic.num.partitions", "1",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024),
                "log.index.size.max.bytes", Integer.toString(1024 * 1024));
    }
}

package gg.agis.sandbox.kafka;

import java.nio.file.Path;

/**
 * Where a broker keeps its data and listens.
 *
 * @param directory the data directory; formatted when it is new
 * @param port for clients
 * @param controllerPort for the broker's own controller
 */
public record KafkaSettings(Path directory, int port, int controllerPort) {}

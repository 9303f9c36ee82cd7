package gg.agis.common.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param relay whether this process sends what waits; without it rows are only written
 * @param pollInterval how long a relay sleeps that nobody wakes
 * @param deliveryTimeout after which a batch that Kafka has not acknowledged counts as failed
 */
@Validated
@ConfigurationProperties("agis.outbox")
record OutboxSettings(
        @DefaultValue("true") boolean relay,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("5s") Duration deliveryTimeout) {

    OutboxSettings {
        // The lock on the shards lasts OutboxTable.FROZEN_AFTER; a round must be over well before.
        if (deliveryTimeout.compareTo(Duration.ofSeconds(2)) < 0
                || deliveryTimeout.compareTo(Duration.ofSeconds(8)) > 0) {
            throw new IllegalArgumentException("agis.outbox.delivery-timeout must lie between 2 s and 8 s");
        }
        if (!pollInterval.isPositive()) {
            throw new IllegalArgumentException("agis.outbox.poll-interval must be positive");
        }
    }
}

package gg.agis.common.event;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is stated about the use of the API: requests by the gateway, all else by usage-service. */
public sealed interface UsageEvent extends Event {

    @Contract(
            type = "usage.request-served.v1",
            topic = Topics.USAGE_REQUESTS,
            says = "The gateway answered a request; customerId is platform where there is no customer.")
    record RequestServed(
            UUID requestId,
            String gatewayId,
            long sequence,
            String customerId,
            @Nullable String keyId,
            String attribution,
            String category,
            String endpoint,
            String method,
            int status,
            long latencyMicros,
            long bytesIn,
            long bytesOut,
            boolean countsToQuota,
            boolean chargeable,
            Instant at)
            implements UsageEvent {

        @Override
        public String key() {
            return customerId;
        }
    }

    /** What the gateway must know in order to let a caller in. */
    sealed interface Access extends UsageEvent, Versioned {}

    @Contract(
            type = "usage.access-key.v1",
            topic = Topics.USAGE_ACCESS,
            says = "An API key as it is now; it is known by its hash only.")
    record AccessKey(
            long version,
            String keyHash,
            String keyId,
            String customerId,
            List<String> scopes,
            String status,
            Instant expiresAt)
            implements Access {

        public AccessKey {
            scopes = List.copyOf(scopes);
        }

        @Override
        public String key() {
            return "key:" + keyHash;
        }
    }

    @Contract(
            type = "usage.customer-limits.v1",
            topic = Topics.USAGE_ACCESS,
            says = "A customer's limits and what it has used of them, counted through these sequences of the gateways.")
    record CustomerLimits(
            long version,
            String customerId,
            String plan,
            int ratePerSecond,
            int burst,
            String month,
            long monthlyQuota,
            long usedThisMonth,
            Map<String, Long> countedThrough,
            boolean softLimit,
            @Nullable String blockedReason)
            implements Access {

        public CustomerLimits {
            // Sorted, so that the same limits are always the same text on the wire.
            countedThrough = Collections.unmodifiableSortedMap(new TreeMap<>(countedThrough));
        }

        @Override
        public String key() {
            return "customer:" + customerId;
        }
    }

    @Contract(
            type = "usage.access-heartbeat.v1",
            topic = Topics.USAGE_ACCESS,
            says = "usage-service lives and this partition is heard: what was stated before it has arrived.")
    record AccessHeartbeat(int partition, Instant at) implements Access {

        /** Heartbeats of a partition follow each other in time and need no other count. */
        @Override
        public long version() {
            return at.toEpochMilli();
        }

        @Override
        public String key() {
            return "heartbeat:" + partition;
        }
    }

    @Contract(
            type = "usage.charged.v1",
            topic = Topics.USAGE_METERING,
            says = "What a customer used of a resource within a minute, to be paid from its credits.")
    record Charged(UUID chargeId, String customerId, String resource, long quantity, Instant from, Instant to)
            implements UsageEvent {

        @Override
        public String key() {
            return customerId;
        }
    }

    @Contract(
            type = "usage.sla-credit-due.v1",
            topic = Topics.USAGE_METERING,
            says = "The promised availability was missed in a period: the customer gets credits back.")
    record SlaCreditDue(UUID creditId, String customerId, String period, long credits) implements UsageEvent {

        @Override
        public String key() {
            return customerId;
        }
    }

    /** Severities are P1 to P4. */
    sealed interface OfAlert extends UsageEvent {

        UUID alertId();

        String kind();

        String severity();

        String subject();

        String text();

        double value();

        double threshold();

        Instant since();

        @Override
        default String key() {
            return alertId().toString();
        }
    }

    @Contract(
            type = "usage.alert-fired.v1",
            topic = Topics.USAGE_ALERTS,
            says = "Something has been wrong since then and someone should look.")
    record AlertFired(
            UUID alertId,
            String kind,
            String severity,
            String subject,
            String text,
            double value,
            double threshold,
            Instant since)
            implements OfAlert {}

    @Contract(type = "usage.alert-resolved.v1", topic = Topics.USAGE_ALERTS, says = "What an alert told of is over.")
    record AlertResolved(
            UUID alertId,
            String kind,
            String severity,
            String subject,
            String text,
            double value,
            double threshold,
            Instant since)
            implements OfAlert {}
}

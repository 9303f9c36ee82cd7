package gg.agis.common.event;

import java.time.Instant;

/** What the gateways tell each other. */
public sealed interface GatewayEvent extends Event {

    @Contract(
            type = "gateway.counted.v1",
            topic = Topics.GATEWAY_COUNTS,
            says = "What one gateway let through for a customer since its last count, for the others to add to theirs.")
    record Counted(String gatewayId, long sequence, String customerId, long requests, Instant at)
            implements GatewayEvent {

        @Override
        public String key() {
            return customerId;
        }
    }
}

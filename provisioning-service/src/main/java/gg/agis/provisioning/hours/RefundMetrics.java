package gg.agis.provisioning.hours;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** How many GC went back, and why. */
@Component
class RefundMetrics {

    private final Map<RefundReason, Counter> refunded = new EnumMap<>(RefundReason.class);

    RefundMetrics(MeterRegistry registry) {
        for (var reason : RefundReason.values()) {
            refunded.put(
                    reason,
                    Counter.builder("agis.provisioning.refunds.gc")
                            .description("GC that went back to treasuries")
                            .tag("reason", reason.wireName())
                            .register(registry));
        }
    }

    /** Counted when it is true. */
    void refunded(RefundReason reason, long amount) {
        var counter = refunded.get(reason);
        if (counter != null && amount > 0) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    counter.increment((double) amount);
                }
            });
        }
    }
}

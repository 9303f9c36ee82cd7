package gg.agis.provisioning.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Makes calls of the cluster, and makes none for some seconds once one was not answered: money must not wait behind a
 * cluster that is silent.
 */
@Component
class ClusterCalls {

    private static final Duration REST = Duration.ofSeconds(5);

    private final MeterRegistry registry;
    private final AtomicLong restsUntil = new AtomicLong(System.nanoTime());

    ClusterCalls(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Throws {@link ClusterAway} where no answer came, and what the cluster answered where that is a refusal. */
    <T> T make(String call, Supplier<T> ask) {
        if (System.nanoTime() - restsUntil.get() < 0) {
            count(call, "skipped");
            throw new ClusterAway("The cluster gave no answer a moment ago");
        }
        try {
            T answer = ask.get();
            count(call, "answered");
            return answer;
        } catch (KubernetesClientException e) {
            if (e.getCode() > 0) {
                count(call, "refused");
                throw e;
            }
            restsUntil.set(System.nanoTime() + REST.toNanos());
            count(call, "silent");
            throw new ClusterAway("The cluster gives no answer", e);
        }
    }

    private void count(String call, String outcome) {
        Counter.builder("agis.provisioning.cluster.calls")
                .description("What became of calls of the cluster")
                .tag("call", call)
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }
}

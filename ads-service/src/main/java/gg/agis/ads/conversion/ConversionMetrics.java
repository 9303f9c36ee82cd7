package gg.agis.ads.conversion;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What operators see of callbacks. Every label is one of a few words of ours, never what a callback says. */
@Component
public class ConversionMetrics {

    private final MeterRegistry registry;

    ConversionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public void judged(String network, String adType, ConversionOutcome outcome) {
        registry.counter("agis_ad_conversions_total", "network", network, "type", adType, "status", outcome.word())
                .increment();
    }

    public void quarantined(String reason) {
        registry.counter("agis_ad_quarantined_total", "reason", reason).increment();
    }

    public void signatureFailed(String network, String reason) {
        registry.counter("agis_ad_signature_failures_total", "network", network, "reason", reason)
                .increment();
    }

    public void answered(String adType, Duration latency) {
        registry.timer("agis_ad_callback_latency_seconds", "type", adType).record(latency);
    }
}

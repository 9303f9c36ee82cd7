package gg.agis.ads.conversion;

import gg.agis.ads.conversion.ConversionOutcome.Quarantined;
import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.conversion.Report.Unusable;
import gg.agis.common.event.AdsEvent.ConversionReversed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** What operators see of callbacks. Every label is one of a few words of ours, never what a callback says. */
@Component
public class ConversionMetrics {

    private static final String NO_TYPE = "none";
    private static final Duration[] BUCKETS = IntStream.of(5, 10, 25, 50, 100, 200, 500, 1_000, 2_000, 5_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, AtomicLong> lastCallbacks = new ConcurrentHashMap<>();
    private final AtomicLong parkedTooLong = new AtomicLong();

    ConversionMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        registry.gauge("agis_ad_reversals_overdue", parkedTooLong);
    }

    /** Once per callback, once what it became is stored. */
    void judged(Report report, ConversionOutcome outcome) {
        var type = report instanceof Completed completed ? completed.adType() : NO_TYPE;
        counted(report.network(), type, outcome.word());
        if (outcome instanceof Quarantined) {
            registry.counter("agis_ad_quarantined_total", "reason", reason(report))
                    .increment();
        }
        lastCallbacks.computeIfAbsent(report.network(), this::lastCallback).set(clock.millis());
    }

    private static String reason(Report report) {
        return report instanceof Unusable unusable ? unusable.reason() : Judgement.REWARD_OVERFLOW;
    }

    private AtomicLong lastCallback(String network) {
        var at = new AtomicLong();
        TimeGauge.builder("agis_ad_last_callback_timestamp", at, TimeUnit.MILLISECONDS, AtomicLong::doubleValue)
                .tag("network", network)
                .register(registry);
        return at;
    }

    /** What was stored and published. */
    void changed(Changes changes) {
        changes.added().forEach(conversion -> {
            conversion.suspected().reasons().forEach(this::suspected);
            if (conversion.standing().credited()) {
                rewarded(conversion);
            }
        });
        changes.facts().stream()
                .filter(ConversionReversed.class::isInstance)
                .map(fact -> changes.conversion(((ConversionReversed) fact).conversionId()))
                .forEach(conversion -> {
                    if (conversion != null) {
                        registry.counter(
                                        "agis_ad_reversals_total",
                                        "network",
                                        conversion.completed().network())
                                .increment();
                    }
                });
        changes.conflicts()
                .forEach(conflict -> registry.counter(
                                "agis_ad_conflicts_total",
                                "network",
                                conflict.first().completed().network())
                        .increment());
    }

    private void suspected(String reason) {
        registry.counter("agis_ad_fraud_attempts_total", "reason", reason).increment();
    }

    private void rewarded(Conversion conversion) {
        var tier = tierOf(conversion);
        registry.counter(
                        "agis_ad_rewards_gc_total",
                        "type",
                        conversion.completed().adType(),
                        "tier",
                        tier)
                .increment((double) conversion.reward().rewardGc());
        registry.counter("agis_ad_conversions_by_tier_total", "tier", tier).increment();
    }

    private static String tierOf(Conversion conversion) {
        return switch (conversion.reward().tier()) {
            case "premium" -> "premium";
            case "premium_plus" -> "premium_plus";
            default -> "free";
        };
    }

    /** What was held has been credited after all. */
    public void released(Conversion conversion) {
        counted(conversion.completed().network(), conversion.completed().adType(), "released");
        rewarded(conversion);
    }

    public void refused(Conversion conversion) {
        counted(conversion.completed().network(), conversion.completed().adType(), "refused");
    }

    private void counted(String network, String type, String status) {
        registry.counter("agis_ad_conversions_total", "network", network, "type", type, "status", status)
                .increment();
    }

    void parkedTooLong(long reversals) {
        parkedTooLong.set(reversals);
    }

    public void signatureFailed(String network, String reason) {
        registry.counter("agis_ad_signature_failures_total", "network", network, "reason", reason)
                .increment();
    }

    public void answered(String adType, Duration latency) {
        Timer.builder("agis_ad_callback_latency_seconds")
                .tag("type", adType)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(latency);
    }
}

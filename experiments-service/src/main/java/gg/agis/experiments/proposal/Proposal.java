package gg.agis.experiments.proposal;

import com.fasterxml.jackson.annotation.JsonCreator;
import gg.agis.experiments.design.Arm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** An experiment as somebody writes it down. Whatever is missing or wrong in it is said at once, by {@link ProposalRules}. */
record Proposal(
        @Nullable String id,
        @Nullable String name,
        @Nullable String hypothesis,
        @Nullable String unitKind,
        @Nullable Integer trafficBp,
        @Nullable String hashVersion,
        @Nullable String seed,
        @Nullable Space namespace,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable String primaryMetric,
        @Nullable List<Limit> guardrails,
        @Nullable List<Wished> variants) {

    static final int ALL_BP = 10_000;

    Proposal {
        guardrails = known(guardrails);
        variants = known(variants);
    }

    /** Where it excludes others, and others exclude it. */
    record Space(
            @Nullable String id,
            @Nullable Integer fromBp,
            @Nullable Integer toBp) {}

    /**
     * A guardrail; by its name alone it is the usual one.
     *
     * @param maxBp for a rate
     * @param maxGc for {@code gcPerUsd}
     */
    record Limit(
            @Nullable String metric,
            @Nullable Integer maxBp,
            @Nullable Long maxGc) {

        @JsonCreator
        Limit {}

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Limit usual(String metric) {
            return new Limit(metric, null, null);
        }
    }

    /** A variant. */
    record Wished(
            @Nullable String id,
            @Nullable Integer allocationBp,
            @Nullable Boolean control,

            @JsonDeserialize(contentUsing = ConfigValue.class) @Nullable
            Map<String, Object> config) {

        Map<String, Object> settings() {
            return config == null ? Map.of() : config;
        }

        boolean isControl() {
            return Boolean.TRUE.equals(control);
        }
    }

    Proposal withId(String other) {
        return new Proposal(
                other,
                name,
                hypothesis,
                unitKind,
                trafficBp,
                hashVersion,
                seed,
                namespace,
                startsAt,
                endsAt,
                primaryMetric,
                guardrails,
                variants);
    }

    List<Limit> limits() {
        return guardrails == null ? List.of() : guardrails;
    }

    List<Wished> arms() {
        return variants == null ? List.of() : variants;
    }

    boolean setsMultiplier() {
        return arms().stream().anyMatch(arm -> arm.settings().containsKey(Arm.MULTIPLIER));
    }

    private static <T> @Nullable List<T> known(@Nullable List<T> items) {
        return items == null ? null : items.stream().filter(Objects::nonNull).toList();
    }
}

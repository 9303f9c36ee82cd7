package gg.agis.experiments.design;

import java.util.List;

/**
 * What an experiment is for.
 *
 * @param primaryMetric that its verdict is about: a {@link Measure}, or a type of events
 */
public record Purpose(String name, String hypothesis, String primaryMetric, List<Guardrail> guardrails) {

    public Purpose {
        guardrails = List.copyOf(guardrails);
    }
}

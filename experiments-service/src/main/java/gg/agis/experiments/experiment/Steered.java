package gg.agis.experiments.experiment;

import java.util.List;

/** What became of an operator's wish, or of a due date. */
public sealed interface Steered {

    record Done(Experiment experiment) implements Steered {}

    record Unknown() implements Steered {}

    /** No edge leads there. */
    record NotAllowed(Status from) implements Steered {}

    /** These under way could share a unit with it. */
    record Overlapping(List<String> with) implements Steered {

        public Overlapping {
            with = List.copyOf(with);
        }
    }

    /** It would end before it begins. */
    record Late() implements Steered {}

    /** Traffic only grows. */
    record Shrinking(int trafficBp) implements Steered {}
}

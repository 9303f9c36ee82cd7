package gg.agis.experiments.design;

import gg.agis.common.bucketing.HashVersion;
import gg.agis.common.event.ExperimentsEvent.Namespace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whatever gives units their variants: fixed once an experiment has begun, but for the traffic, which may grow. */
public record Design(
        UnitKind unitKind,
        HashVersion hash,
        String seed,
        @Nullable Namespace namespace,
        int trafficBp,
        List<Arm> arms) {

    /** Where all experiments are that change rewards, so that one conversion has one of them at most. */
    public static final String REWARD_NAMESPACE = "reward";

    public Design {
        arms = List.copyOf(arms);
    }

    public List<Range> ranges() {
        return Range.of(arms, trafficBp);
    }

    public Arm control() {
        return arms.stream().filter(Arm::control).findFirst().orElseThrow();
    }

    public Design withTraffic(int bp) {
        return new Design(unitKind, hash, seed, namespace, bp, arms);
    }
}

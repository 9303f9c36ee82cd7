package gg.agis.experiments.result;

import gg.agis.experiments.design.Arm;
import gg.agis.experiments.design.Measure;
import gg.agis.experiments.design.Range;
import gg.agis.experiments.experiment.Experiment;
import gg.agis.experiments.experiment.Experiments;
import gg.agis.experiments.result.Figures.OfArm;
import gg.agis.experiments.result.ResultView.CustomMetric;
import gg.agis.experiments.result.ResultView.OfVariant;
import gg.agis.experiments.result.ResultView.VsControl;
import gg.agis.experiments.result.Verdict.Beside;
import gg.agis.experiments.statistics.Comparison;
import gg.agis.experiments.statistics.Sample;
import gg.agis.experiments.statistics.Statistics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says what an experiment shows, and how sure that is. */
@Component
class JudgeExperiment {

    private final Experiments experiments;
    private final Figures figures;
    private final ResultSettings settings;

    JudgeExperiment(Experiments experiments, Figures figures, ResultSettings settings) {
        this.experiments = experiments;
        this.figures = figures;
        this.settings = settings;
    }

    /**
     * Nothing for an experiment that does not exist.
     *
     * @param minimumEffectBp the smallest effect that matters, where the usual one is not meant
     */
    Optional<ResultView> judge(String experimentId, @Nullable Integer minimumEffectBp) {
        int effectBp = minimumEffectBp == null ? settings.minimumEffectBp() : minimumEffectBp;
        return experiments.find(experimentId).map(experiment -> view(experiment, figuresOf(experiment), effectBp));
    }

    private List<OfArm> figuresOf(Experiment experiment) {
        int number = experiments.reference(experiment.id()).orElseThrow().number();
        return Figures.inOrder(
                figures.of(number, experiment.purpose().primaryMetric()),
                experiment.design().arms().stream().map(Arm::id).toList());
    }

    private ResultView view(Experiment experiment, List<OfArm> ofArms, int effectBp) {
        var arms = experiment.design().arms();
        var control = ofArms.get(arms.indexOf(experiment.design().control()))
                .primary()
                .sample();
        var variants = new ArrayList<OfVariant>();
        var beside = new ArrayList<Beside>();
        for (int place = 0; place < arms.size(); place++) {
            var arm = arms.get(place);
            var ofArm = ofArms.get(place);
            Optional<Comparison> comparison = arm.control()
                    ? Optional.empty()
                    : Statistics.compare(control, ofArm.primary().sample(), settings.alpha());
            variants.add(variant(arm, ofArm, comparison));
            if (!arm.control()) {
                beside.add(new Beside(arm.id(), comparison));
            }
        }
        double srmP =
                sampleRatioP(experiment, ofArms.stream().map(OfArm::counts).toList());
        var needed = unitsNeeded(control, effectBp);
        var metric = experiment.purpose().primaryMetric();
        return new ResultView(
                experiment.id(),
                experiment.status().word(),
                metric,
                isTrustworthy(srmP),
                srmP,
                needed,
                effectBp,
                variants,
                Verdict.in(metric, isTrustworthy(srmP), beside, settings.alpha(), needed));
    }

    private static OfVariant variant(Arm arm, OfArm ofArm, Optional<Comparison> comparison) {
        var counts = ofArm.counts();
        return new OfVariant(
                arm.id(),
                arm.control(),
                counts.users(),
                counts.conversions(),
                counts.value(Measure.CONVERSION_RATE).orElse(null),
                counts.value(Measure.REVENUE_PER_USER).orElse(null),
                counts.value(Measure.AVG_REWARD).orElse(null),
                counts.value(Measure.FRAUD_RATE).orElse(null),
                counts.value(Measure.CHARGEBACK_RATE).orElse(null),
                counts.value(Measure.GC_PER_USD).orElse(null),
                custom(ofArm),
                comparison
                        .map(it -> new VsControl(it.difference(), it.low(), it.high(), it.p(), it.pSequential()))
                        .orElse(null));
    }

    private static Map<String, CustomMetric> custom(OfArm ofArm) {
        var custom = new TreeMap<String, CustomMetric>();
        var users = BigDecimal.valueOf(ofArm.counts().users());
        ofArm.custom()
                .forEach((type, of) -> custom.put(
                        type,
                        new CustomMetric(
                                of.events(),
                                Counts.quotient(of.total(), BigDecimal.ONE),
                                users.signum() == 0 ? null : Counts.quotient(of.total(), users))));
        return custom;
    }

    static boolean isTrustworthy(double srmP) {
        return srmP >= Statistics.UNTRUSTWORTHY_BELOW;
    }

    /** Whether units are shared out as the variants' buckets are. */
    static double sampleRatioP(Experiment experiment, List<Counts> inOrder) {
        var design = experiment.design();
        var shares = design.ranges().stream()
                .map((Range range) -> range.buckets(design.hash()))
                .toList();
        return shares.stream().anyMatch(share -> share == 0)
                ? 1
                : Statistics.sampleRatioP(inOrder.stream().map(Counts::users).toList(), shares);
    }

    private @Nullable Long unitsNeeded(Sample control, int effectBp) {
        if (control.units() < 2 || control.mean() == 0) {
            return null;
        }
        long needed = Statistics.unitsNeeded(
                Math.abs(control.mean()),
                control.variance(),
                ResultSettings.part(effectBp),
                settings.alpha(),
                settings.power());
        return needed == Long.MAX_VALUE ? null : needed;
    }
}

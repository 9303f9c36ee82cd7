package gg.agis.ads.fraud;

import java.time.Duration;
import java.util.List;

/** How suspicious a conversion is, and why. */
public record FraudVerdict(Sentence sentence, int score, List<String> reasons, Duration hold) {

    /** What follows from it. */
    public enum Sentence {
        CLEAR,
        HOLD,
        REJECT
    }

    public FraudVerdict {
        reasons = List.copyOf(reasons);
    }
}

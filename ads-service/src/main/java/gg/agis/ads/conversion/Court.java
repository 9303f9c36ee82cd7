package gg.agis.ads.conversion;

import gg.agis.ads.fraud.FraudRules;
import gg.agis.ads.fraud.FraudSettings;
import gg.agis.ads.reward.RewardSettings;
import org.springframework.stereotype.Component;

/** Where all are judged by the same rules. */
@Component
class Court {

    private final FraudRules fraud;
    private final RewardSettings rewards;

    Court(FraudSettings fraud, RewardSettings rewards) {
        this.fraud = new FraudRules(fraud);
        this.rewards = rewards;
    }

    Judgement judgement(Known known) {
        return new Judgement(known, fraud, rewards);
    }
}

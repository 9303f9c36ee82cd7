package gg.agis.billing.wallet;

import gg.agis.billing.transaction.MoneyTransaction;
import gg.agis.common.web.idempotency.KeptAnswer;
import gg.agis.common.web.idempotency.KeptAnswers;
import gg.agis.common.web.idempotency.Keyed;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whoever gives at the same moment does so in one transaction, which keeps their answers as well. */
@Component
class AnswerGifts {

    private final KeptAnswers answers;
    private final Contribute contribute;

    AnswerGifts(KeptAnswers answers, Contribute contribute) {
        this.answers = answers;
        this.contribute = contribute;
    }

    @MoneyTransaction
    List<KeptAnswer> answer(List<Keyed<Gift>> gifts) {
        return answers.answer(gifts, contribute::contribute, WalletController::answer);
    }
}

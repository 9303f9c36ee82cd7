package gg.agis.billing.hold;

import static gg.agis.billing.hold.ModelTreasury.Step.CHARGEBACK;
import static gg.agis.billing.hold.ModelTreasury.Step.CONTRIBUTION;
import static gg.agis.billing.hold.ModelTreasury.Step.EXPIRY;
import static gg.agis.billing.hold.ModelTreasury.Step.HOLD;
import static gg.agis.billing.hold.ModelTreasury.Step.RELEASE;
import static gg.agis.billing.hold.ModelTreasury.Step.USE;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.hold.ModelTreasury.Step;
import gg.agis.billing.ledger.Balance;
import gg.agis.billing.ledger.Books;
import gg.agis.billing.ledger.BooksFixture;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.common.event.BillingEvent.Answer;
import gg.agis.common.event.ProvisioningEvent.Ask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In whichever order things are asked and happen, the treasury is right and every answer true when it is given. */
class RequestOrdersTest {

    private static final AskFixture SERVER = AskFixture.aServer();

    @Test
    void everyOrderComesOutAsTheModel() {
        forEachOrder(
                List.of(HOLD, HOLD, USE, RELEASE, EXPIRY, CHARGEBACK, CONTRIBUTION),
                RequestOrdersTest::comesOutAsTheModel);
    }

    @Test
    void everyOrderInWhichEachAskIsRepeatedComesOutAsTheModel() {
        forEachOrder(List.of(HOLD, USE, RELEASE, EXPIRY, CHARGEBACK, CONTRIBUTION), order -> {
            var repeated = new ArrayList<Step>();
            order.forEach(step -> repeated.addAll(List.of(step, step)));
            comesOutAsTheModel(repeated);
        });
    }

    @Test
    void whateverHappensFiveTimesOverComesOutAsTheModel() {
        forEachWord(5, new ArrayList<>(), RequestOrdersTest::comesOutAsTheModel);
    }

    private static void comesOutAsTheModel(List<Step> order) {
        var model = new ModelTreasury(SERVER);
        var real = new Treasury();
        for (var step : order) {
            model.take(step);
            real.take(step);
            assertThat(real.balance())
                    .as("%s: the treasury", order)
                    .isEqualTo(new Balance(model.balance(), model.held()));
        }
        assertThat(real.answers).as("%s: the answers", order).isEqualTo(model.answers());
        assertThat(BooksFixture.facts(real.books)).as("%s: the changes", order).isEqualTo(model.changes());
        assertThat(real.spent()).as("%s: spent on the server", order).isLessThanOrEqualTo(1);
    }

    /** The decision, fed as the listener and the reconciler do. */
    private static final class Treasury {

        private final Books books = BooksFixture.books(SERVER.owner(), ModelTreasury.AT_FIRST);
        private final List<Answer> answers = new ArrayList<>();
        private @Nullable Request request;
        private Instant now = AskFixture.NOON;
        private int others;

        void take(Step step) {
            switch (step) {
                case HOLD -> ask(SERVER.hold());
                case USE -> ask(SERVER.use(ModelTreasury.USED));
                case RELEASE -> ask(SERVER.release());
                case LATE -> now = SERVER.expiresAt();
                case EXPIRY -> expire();
                case CHARGEBACK ->
                    other(SERVER.owner(), Owner.ADS, ModelTreasury.CHARGED_BACK, TransferKind.AD_REVERSAL);
                case CONTRIBUTION ->
                    other(Owner.OPERATORS, SERVER.owner(), ModelTreasury.CONTRIBUTED, TransferKind.CONTRIBUTION);
            }
        }

        private void ask(Ask ask) {
            note(RequestDecision.decide(request, ask, books, now));
        }

        private void expire() {
            now = SERVER.expiresAt();
            if (request != null && request.state() == RequestState.HELD) {
                note(RequestDecision.expire(request, books));
            }
        }

        private void other(Owner from, Owner to, long amount, TransferKind kind) {
            books.post(Transfer.ofGc(from, to, amount, kind, "other" + others++, "other"));
        }

        private void note(Decided decided) {
            if (decided.changed() != null) {
                request = decided.changed();
            }
            if (decided.answer() != null) {
                answers.add(decided.answer());
            }
        }

        Balance balance() {
            return books.balanceOf(SERVER.account());
        }

        long spent() {
            return BooksFixture.posted(books).stream()
                    .filter(transfer -> transfer.kind() == TransferKind.SERVER_START)
                    .count();
        }
    }

    private static void forEachOrder(List<Step> steps, Consumer<List<Step>> check) {
        permute(new ArrayList<>(steps), 0, check);
    }

    private static void permute(List<Step> steps, int fixed, Consumer<List<Step>> check) {
        if (fixed == steps.size()) {
            check.accept(steps);
            return;
        }
        for (int i = fixed; i < steps.size(); i++) {
            Collections.swap(steps, fixed, i);
            permute(steps, fixed + 1, check);
            Collections.swap(steps, fixed, i);
        }
    }

    private static void forEachWord(int length, List<Step> word, Consumer<List<Step>> check) {
        if (word.size() == length) {
            check.accept(word);
            return;
        }
        Arrays.stream(Step.values()).forEach(step -> {
            word.add(step);
            forEachWord(length, word, check);
            word.removeLast();
        });
    }
}

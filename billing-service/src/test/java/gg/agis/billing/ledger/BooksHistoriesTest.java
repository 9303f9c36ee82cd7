package gg.agis.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.ledger.Books.Line;
import gg.agis.billing.ledger.Posted.Done;
import gg.agis.common.event.BillingEvent.BalanceChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to a few accounts, in whichever order and however often: the books come to what the model says. */
class BooksHistoriesTest {

    private static final List<Owner> OWNERS =
            List.of(Owner.player("1"), Owner.player("2"), Owner.guild("3"), Owner.guild("4"));

    enum What {
        REWARD,
        CONTRIBUTION,
        TAXED_REWARD,
        REVERSAL,
        REPEAT,
        HOLD,
        USE,
        RELEASE
    }

    /** @param pick chooses among what there is to choose from */
    record Step(What what, int from, int to, long amount, int pick) {}

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(
                        Arbitraries.of(What.class),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.longs().between(1, 100),
                        Arbitraries.integers().between(0, 99))
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    @Property(tries = 2_000)
    void theBooksComeToWhatTheModelSays(@ForAll("histories") List<Step> history) {
        var run = new Run();
        for (var step : history) {
            run.take(step);
            run.compare();
        }
        run.addUp();
    }

    private static final class Run {

        private final Books books = new Books(
                Stream.concat(OWNERS.stream(), Stream.of(Owner.ADS, Owner.SERVERS))
                        .map(owner -> new Account(UUID.randomUUID(), AccountKey.gc(owner), 0, 0, 0))
                        .toList(),
                Map.of(),
                Set.of());
        private final ModelLedger model = new ModelLedger();
        private final List<Transfer> transfers = new ArrayList<>();
        private final List<Held> holds = new ArrayList<>();
        private int causes;

        private record Held(Owner owner, long amount) {}

        void take(Step step) {
            var from = OWNERS.get(step.from());
            var to = OWNERS.get(step.to());
            switch (step.what()) {
                case REWARD -> post(Transfer.ofGc(Owner.ADS, to, step.amount(), TransferKind.AD_REWARD, cause(), "r"));
                case CONTRIBUTION -> {
                    if (!from.equals(to)) {
                        post(Transfer.ofGc(from, to, step.amount(), TransferKind.CONTRIBUTION, cause(), "c"));
                    }
                }
                case TAXED_REWARD -> {
                    if (!from.equals(to)) {
                        post(Transfer.of(
                                TransferKind.AD_REWARD,
                                cause(),
                                "t",
                                List.of(
                                        Transfer.Posting.gc(Owner.ADS, -step.amount() - 1),
                                        Transfer.Posting.gc(from, step.amount()),
                                        Transfer.Posting.gc(to, 1))));
                    }
                }
                case REVERSAL ->
                    one(transfers, step).filter(t -> !t.kind().isReversal()).ifPresent(original -> {
                        post(original.reversed(TransferKind.AD_REVERSAL, cause(), "back"));
                    });
                case REPEAT -> one(transfers, step).ifPresent(this::post);
                case HOLD -> {
                    boolean refused = books.hold(
                                    AccountKey.gc(from), step.amount(), TransferKind.SERVER_START, cause(), "h")
                            .isPresent();
                    assertThat(refused).isEqualTo(!model.hold(from, step.amount()));
                    if (!refused) {
                        holds.add(new Held(from, step.amount()));
                    }
                }
                case USE -> one(holds, step).ifPresent(hold -> use(hold, Math.min(hold.amount(), step.amount())));
                case RELEASE ->
                    one(holds, step).ifPresent(hold -> {
                        holds.remove(hold);
                        books.release(
                                AccountKey.gc(hold.owner()), hold.amount(), TransferKind.SERVER_START, cause(), "v");
                        model.release(hold.owner(), hold.amount());
                    });
            }
        }

        private void use(Held hold, long used) {
            holds.remove(hold);
            var paid = Transfer.ofGc(hold.owner(), Owner.SERVERS, used, TransferKind.SERVER_START, cause(), "u");
            transfers.add(paid);
            assertThat(books.settle(AccountKey.gc(hold.owner()), hold.amount(), paid))
                    .isInstanceOf(Done.class);
            model.release(hold.owner(), hold.amount());
            model.post(paid, false);
        }

        private void post(Transfer transfer) {
            boolean done = books.post(transfer) instanceof Done;
            assertThat(done).isEqualTo(model.post(transfer, !transfer.kind().isReversal()));
            if (done) {
                transfers.add(transfer);
            }
        }

        void compare() {
            for (var owner : OWNERS) {
                assertThat(books.balanceOf(AccountKey.gc(owner)))
                        .as(owner.name())
                        .isEqualTo(model.balanceOf(owner));
            }
        }

        /** Each transfer sums to nothing, each balance is its postings, each fact follows the one before. */
        void addUp() {
            assertThat(books.lines().stream()
                            .collect(Collectors.groupingBy(
                                    line -> line.transfer().id(), Collectors.summingLong(Line::amount)))
                            .values())
                    .allMatch(sum -> sum == 0);
            for (var owner : OWNERS) {
                assertThat(books.lines().stream()
                                .filter(line -> line.after().owner().equals(owner))
                                .mapToLong(Line::amount)
                                .sum())
                        .isEqualTo(books.balanceOf(AccountKey.gc(owner)).balance());
            }
            var sequences = new HashMap<String, Long>();
            for (BalanceChanged fact : books.facts()) {
                assertThat(fact.sequence()).isEqualTo(sequences.merge(fact.owner(), 1L, Long::sum));
            }
        }

        private String cause() {
            return Integer.toString(causes++);
        }

        private static <T> Optional<T> one(List<T> choice, Step step) {
            return choice.isEmpty() ? Optional.empty() : Optional.of(choice.get(step.pick() % choice.size()));
        }
    }
}

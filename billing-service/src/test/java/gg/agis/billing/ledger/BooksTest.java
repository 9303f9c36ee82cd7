package gg.agis.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import gg.agis.billing.ledger.Books.Line;
import gg.agis.billing.ledger.Posted.AlreadyReversed;
import gg.agis.billing.ledger.Posted.Conflicting;
import gg.agis.billing.ledger.Posted.Done;
import gg.agis.billing.ledger.Posted.Lacking;
import gg.agis.billing.ledger.Posted.Repeated;
import gg.agis.billing.ledger.Transfer.Posting;
import gg.agis.common.event.BillingEvent.BalanceChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BooksTest {

    private static final Owner ANNA = Owner.player("111111111111111111");
    private static final Owner GUILD = Owner.guild("222222222222222222");

    @Test
    void eachPostingOfABatchLeavesItsOwnFigure() {
        var books = books(account(ANNA, 100, 40, 8), account(GUILD, 0, 0, 0));

        books.post(reward(ANNA, 5, "c1"));
        books.post(reward(GUILD, 7, "c2"));
        books.post(reward(ANNA, 10, "c3"));

        assertThat(books.lines().stream().filter(line -> line.after().owner().equals(ANNA)))
                .extracting(Line::amount, line -> line.after().available())
                .containsExactly(tuple(5L, 65L), tuple(10L, 75L));
        assertThat(books.changedAfter())
                .extracting(Account::owner, Account::balance, Account::sequence)
                .containsExactly(tuple(ANNA, 115L, 10L), tuple(GUILD, 7L, 1L));
    }

    @Test
    void ownersHearOfEachChangeInOrderAndTheHouseOfNone() {
        var books = books(account(ANNA, 0, 0, 3));

        books.post(reward(ANNA, 5, "c1"));
        books.post(reward(ANNA, 10, "c2"));

        assertThat(books.facts())
                .extracting(
                        BalanceChanged::owner,
                        BalanceChanged::amount,
                        BalanceChanged::available,
                        BalanceChanged::sequence)
                .containsExactly(tuple(ANNA.name(), 5L, 5L, 4L), tuple(ANNA.name(), 10L, 15L, 5L));
    }

    @Test
    void theHousePaysWithoutABalance() {
        var books = books(account(ANNA, 0, 0, 0));

        books.post(reward(ANNA, 5, "c1"));

        assertThat(books.lines()).extracting(Line::number, Line::amount).containsExactly(tuple(0, -5L), tuple(1, 5L));
        assertThat(books.changedAfter()).extracting(Account::owner).containsExactly(ANNA);
    }

    @Test
    void anAccountThatIsNotLockedIsNotTouched() {
        assertThatIllegalStateException().isThrownBy(() -> books().post(reward(ANNA, 5, "c1")));
    }

    @Test
    void whoSpendsMoreThanIsThereIsToldWhatIsMissing() {
        var books = books(account(ANNA, 100, 40, 0), account(GUILD, 0, 0, 0));

        assertThat(books.post(contribution(61))).isEqualTo(new Lacking(ANNA, 1));
        assertThat(books.post(contribution(Long.MAX_VALUE))).isEqualTo(new Lacking(ANNA, Long.MAX_VALUE - 60));
        assertThat(books.changedAfter()).isEmpty();
        assertThat(books.post(contribution(60))).isInstanceOf(Done.class);
    }

    @Test
    void aRepeatIsTheSameTransferAndAnotherContentAConflict() {
        var books = books(account(ANNA, 0, 0, 0));
        var reward = reward(ANNA, 5, "c1");

        assertThat(books.post(reward)).isEqualTo(new Done(reward));
        assertThat(books.post(reward)).isEqualTo(new Repeated(reward));
        assertThat(books.post(reward(ANNA, 6, "c1"))).isEqualTo(new Conflicting(reward));
        assertThat(books.posted()).containsExactly(reward);
    }

    @Test
    void aReversalMirrorsEveryPostingAndMayPassTheFloor() {
        var taxed = Transfer.of(
                TransferKind.AD_REWARD,
                "c1",
                "reward",
                List.of(Posting.gc(Owner.ADS, -100), Posting.gc(ANNA, 90), Posting.gc(GUILD, 10)));
        var books = new Books(
                List.of(account(Owner.ADS, 0, 0, 0), account(ANNA, 20, 0, 4), account(GUILD, 0, 0, 2)),
                Map.of(taxed.id(), taxed),
                Set.of());

        assertThat(books.post(taxed.reversed(TransferKind.AD_REVERSAL, "r1", "chargeback")))
                .isInstanceOf(Done.class);

        assertThat(books.balanceOf(AccountKey.gc(ANNA)).available()).isEqualTo(-70);
        assertThat(books.balanceOf(AccountKey.gc(GUILD)).available()).isEqualTo(-10);
    }

    @Test
    void oneBelowTheFloorReceivesAndCannotSpend() {
        var books = books(account(ANNA, -70, 0, 4), account(GUILD, 0, 0, 0));

        assertThat(books.post(reward(ANNA, 50, "c1"))).isInstanceOf(Done.class);
        assertThat(books.post(contribution(1))).isEqualTo(new Lacking(ANNA, 21));
        assertThat(books.post(reward(ANNA, 21, "c2"))).isInstanceOf(Done.class);
        assertThat(books.post(contribution(1))).isInstanceOf(Done.class);
    }

    @Test
    void whatIsTakenBackIsTakenBackOnce() {
        var reward = reward(ANNA, 50, "c1");
        var books = books(account(ANNA, 0, 0, 0));
        books.post(reward);

        assertThat(books.post(reward.reversed(TransferKind.AD_REVERSAL, "r1", "chargeback")))
                .isInstanceOf(Done.class);
        assertThat(books.post(reward.reversed(TransferKind.AD_REVERSAL, "r1", "chargeback")))
                .isInstanceOf(Repeated.class);
        assertThat(books.post(reward.reversed(TransferKind.REVERSAL, "r2", "by hand")))
                .isInstanceOf(AlreadyReversed.class);
        assertThat(books.balanceOf(AccountKey.gc(ANNA))).isEqualTo(new Balance(0, 0));
    }

    @Test
    void whatIsHeldCannotBeSpent() {
        var books = books(account(GUILD, 100, 0, 0));

        assertThat(hold(books, 80)).isEmpty();
        assertThat(hold(books, 21)).contains(new Lacking(GUILD, 1));
        assertThat(books.balanceOf(AccountKey.gc(GUILD))).isEqualTo(new Balance(100, 80));
        assertThat(books.facts())
                .extracting(BalanceChanged::transferId, BalanceChanged::amount, BalanceChanged::cause)
                .containsExactly(tuple(null, 0L, "request"));
    }

    @Test
    void ofAHoldSoMuchIsSpentAndTheRestReturns() {
        var books = books(account(GUILD, 100, 0, 0));
        hold(books, 80);

        books.settle(
                AccountKey.gc(GUILD),
                80,
                Transfer.ofGc(GUILD, Owner.ADS, 30, TransferKind.SERVER_START, "request", "server"));

        assertThat(books.balanceOf(AccountKey.gc(GUILD))).isEqualTo(new Balance(70, 0));
    }

    @Test
    void postingAHoldNeverTestsTheFloor() {
        var books = books(account(GUILD, 10, 80, 0));

        assertThat(books.settle(
                        AccountKey.gc(GUILD),
                        80,
                        Transfer.ofGc(GUILD, Owner.ADS, 80, TransferKind.SERVER_START, "request", "server")))
                .isInstanceOf(Done.class);
        assertThat(books.balanceOf(AccountKey.gc(GUILD))).isEqualTo(new Balance(-70, 0));
    }

    private static Optional<Lacking> hold(Books books, long amount) {
        return books.hold(AccountKey.gc(GUILD), amount, TransferKind.SERVER_START, "request", "server");
    }

    private static Transfer reward(Owner to, long amount, String cause) {
        return Transfer.ofGc(Owner.ADS, to, amount, TransferKind.AD_REWARD, cause, "reward");
    }

    private static Transfer contribution(long amount) {
        return Transfer.ofGc(ANNA, GUILD, amount, TransferKind.CONTRIBUTION, "gift", "gift");
    }

    private static Books books(Account... accounts) {
        var all = new ArrayList<>(List.of(accounts));
        all.add(account(Owner.ADS, 0, 0, 0));
        return new Books(all, Map.of(), Set.of());
    }

    private static Account account(Owner owner, long balance, long held, long sequence) {
        return new Account(UUID.randomUUID(), AccountKey.gc(owner), balance, held, sequence);
    }
}

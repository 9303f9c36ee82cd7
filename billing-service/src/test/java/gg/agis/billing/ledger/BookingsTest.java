package gg.agis.billing.ledger;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import gg.agis.billing.ledger.Bookings.Line;
import gg.agis.common.event.BillingEvent.BalanceChanged;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BookingsTest {

    private static final Owner ANNA = Owner.player("111111111111111111");
    private static final Owner BERT = Owner.player("222222222222222222");

    @Test
    void eachPostingOfABatchLeavesItsOwnFigure() {
        var bookings = Bookings.of(
                List.of(reward(ANNA, 5, "c1"), reward(BERT, 7, "c2"), reward(ANNA, 10, "c3")),
                accounts(house(), account(ANNA, 100, 40, 8), account(BERT, 0, 0, 0)));

        assertThat(bookings.lines().stream().filter(line -> line.after().owner().equals(ANNA)))
                .extracting(Line::amount, line -> line.after().available())
                .containsExactly(tuple(5L, 65L), tuple(10L, 75L));
        assertThat(bookings.changed())
                .extracting(Account::owner, Account::balance, Account::sequence)
                .containsExactlyInAnyOrder(tuple(ANNA, 115L, 10L), tuple(BERT, 7L, 1L));
    }

    @Test
    void ownersHearOfEachChangeInOrderAndTheHouseOfNone() {
        var bookings = Bookings.of(
                List.of(reward(ANNA, 5, "c1"), reward(ANNA, 10, "c2")), accounts(house(), account(ANNA, 0, 0, 3)));

        assertThat(bookings.facts())
                .extracting(
                        BalanceChanged::owner,
                        BalanceChanged::amount,
                        BalanceChanged::available,
                        BalanceChanged::sequence)
                .containsExactly(tuple(ANNA.name(), 5L, 5L, 4L), tuple(ANNA.name(), 10L, 15L, 5L));
    }

    @Test
    void theHousePaysWithoutABalance() {
        var bookings = Bookings.of(List.of(reward(ANNA, 5, "c1")), accounts(house(), account(ANNA, 0, 0, 0)));

        assertThat(bookings.lines())
                .extracting(Line::number, Line::amount)
                .containsExactly(tuple(0, -5L), tuple(1, 5L));
        assertThat(bookings.changed()).extracting(Account::owner).containsExactly(ANNA);
    }

    @Test
    void anAccountThatIsNotLockedIsNotTouched() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Bookings.of(List.of(reward(ANNA, 5, "c1")), accounts(house())));
    }

    private static Transfer reward(Owner to, long amount, String cause) {
        return Transfer.between(Owner.ADS, to, Unit.GC, amount, TransferKind.AD_REWARD, cause, "reward");
    }

    private static Account house() {
        return account(Owner.ADS, 0, 0, 0);
    }

    private static Account account(Owner owner, long balance, long held, long sequence) {
        return new Account(UUID.randomUUID(), owner, Unit.GC, balance, held, sequence);
    }

    private static Map<Account.Key, Account> accounts(Account... accounts) {
        return Stream.of(accounts).collect(toMap(Account::key, account -> account));
    }
}

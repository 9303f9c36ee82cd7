package gg.agis.billing.hold;

import static gg.agis.billing.hold.AskFixture.NOON;
import static gg.agis.billing.hold.AskFixture.ONE;
import static gg.agis.billing.hold.AskFixture.aServer;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import gg.agis.billing.hold.Decided.Outcome;
import gg.agis.billing.ledger.Balance;
import gg.agis.billing.ledger.Books;
import gg.agis.billing.ledger.BooksFixture;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.common.event.BillingEvent.Answer;
import gg.agis.common.event.BillingEvent.ChargeRefused;
import gg.agis.common.event.BillingEvent.Charged;
import gg.agis.common.event.BillingEvent.FundsHeld;
import gg.agis.common.event.BillingEvent.FundsRefused;
import gg.agis.common.event.BillingEvent.HoldPosted;
import gg.agis.common.event.BillingEvent.HoldVoided;
import gg.agis.common.event.ProvisioningEvent.Ask;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecisionTest {

    private final AskFixture server = aServer();
    private final UUID id = server.requestId();
    private final String guild = server.owner().name();

    private Books books = treasury(100);
    private @Nullable Request request;
    private Instant now = NOON;

    @Test
    void whatIsAskedForIsSetAside() {
        assertThat(ask(server.hold())).isEqualTo(new FundsHeld(id, guild, 80, ONE));
        assertThatTreasuryHas(100, 80);
    }

    @Test
    void aPoorTreasuryHearsWhatIsMissingAndNothingIsRemembered() {
        books = treasury(30);

        assertThat(ask(server.hold())).isEqualTo(new FundsRefused(id, guild, 80, 50));
        assertThat(request).isNull();
        assertThatTreasuryHas(30, 0);
    }

    @Test
    void aRefusedHoldIsDecidedAnew() {
        books = treasury(30);
        ask(server.hold());
        contribute(50);

        assertThat(ask(server.hold())).isEqualTo(new FundsHeld(id, guild, 80, ONE));
    }

    @ParameterizedTest
    @CsvSource({"100, 0", "80, 0", "30, 50", "-20, 100"})
    void aHoldWhoseTimeIsOverIsRefusedAndSaysWhatLacks(long balance, long missing) {
        books = treasury(balance);
        now = ONE;

        assertThat(ask(server.hold())).isEqualTo(new FundsRefused(id, guild, 80, missing));
        assertThat(request).isNull();
        assertThatTreasuryHas(balance, 0);
    }

    @Test
    void whatLacksNeverOverflows() {
        books = treasury(Long.MIN_VALUE + 1);

        assertThat(ask(server.costing(Long.MAX_VALUE).hold()))
                .isEqualTo(new FundsRefused(id, guild, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void askedAgainAHoldIsAnsweredAsItStandsAndMadeOnce() {
        ask(server.hold());

        assertThat(ask(server.until(ONE.plusSeconds(60)).hold())).isEqualTo(new FundsHeld(id, guild, 80, ONE));
        assertThatTreasuryHas(100, 80);
    }

    @Test
    void askedAgainAHoldThatIsLateButStandsIsStillHeld() {
        ask(server.hold());
        now = ONE;

        assertThat(ask(server.hold())).isEqualTo(new FundsHeld(id, guild, 80, ONE));
    }

    @Test
    void ofAHoldWhatIsUsedIsPaidToTheHouseAndTheRestReturns() {
        ask(server.hold());

        assertThat(ask(server.use(50))).isEqualTo(new HoldPosted(id, 50, 30));
        assertThatTreasuryHas(50, 0);
        assertThat(BooksFixture.posted(books))
                .containsExactly(Transfer.ofGc(
                        server.owner(),
                        Owner.SERVERS,
                        50,
                        TransferKind.SERVER_START,
                        id.toString(),
                        "server-start of minecraft-small"));
    }

    @Test
    void aWakeIsPaidAsOne() {
        var wake = server.to("wake:3");
        ask(wake.hold());
        ask(wake.use(80));

        assertThat(BooksFixture.posted(books))
                .extracting(Transfer::kind, Transfer::cause)
                .containsExactly(
                        tuple(TransferKind.SERVER_WAKE, wake.requestId().toString()));
    }

    @Test
    void whatWasHeldIsSpentThoughTheTreasuryFellBelowItsFloor() {
        ask(server.hold());
        chargeBack(130);

        assertThat(ask(server.use(80))).isEqualTo(new HoldPosted(id, 80, 0));
        assertThatTreasuryHas(-110, 0);
    }

    @Test
    void aHoldOfWhichNothingIsUsedReturnsWhole() {
        ask(server.hold());

        assertThat(ask(server.use(0))).isEqualTo(new HoldPosted(id, 0, 80));
        assertThatTreasuryHas(100, 0);
        assertThat(BooksFixture.posted(books)).isEmpty();
    }

    @Test
    void aRepeatedUseIsAnsweredAsTheFirst() {
        ask(server.hold());
        ask(server.use(50));

        assertThat(ask(server.use(50))).isEqualTo(new HoldPosted(id, 50, 30));
        assertThat(ask(server.hold())).isEqualTo(new HoldPosted(id, 50, 30));
        assertThat(ask(server.release())).isEqualTo(new HoldPosted(id, 50, 30));
        assertThatTreasuryHas(50, 0);
    }

    @Test
    void aReleasedHoldReturnsAndStaysReleased() {
        ask(server.hold());

        assertThat(ask(server.release())).isEqualTo(new HoldVoided(id, "released"));
        assertThat(ask(server.release())).isEqualTo(new HoldVoided(id, "released"));
        assertThat(ask(server.use(50))).isEqualTo(new HoldVoided(id, "released"));
        assertThat(ask(server.hold())).isEqualTo(new HoldVoided(id, "released"));
        assertThatTreasuryHas(100, 0);
    }

    @Test
    void aReleaseThatOvertakesItsHoldIsRemembered() {
        assertThat(ask(server.release())).isEqualTo(new HoldVoided(id, "released"));
        assertThat(ask(server.hold())).isEqualTo(new HoldVoided(id, "released"));
        assertThatTreasuryHas(100, 0);
    }

    @Test
    void aUseOfWhatNobodyHeldTakesNothing() {
        assertThat(ask(server.use(50))).isEqualTo(new HoldVoided(id, "unknown"));
        assertThat(ask(server.hold())).isEqualTo(new HoldVoided(id, "unknown"));
        assertThatTreasuryHas(100, 0);
    }

    @Test
    void aHoldThatExpiresReturnsAndSaysSo() {
        ask(server.hold());

        assertThat(expire()).isEqualTo(new HoldVoided(id, "expired"));
        assertThatTreasuryHas(100, 0);
        assertThat(ask(server.hold())).isEqualTo(new HoldVoided(id, "expired"));
        assertThat(ask(server.release())).isEqualTo(new HoldVoided(id, "expired"));
    }

    @Test
    void aUseAfterExpiryIsChargedAnew() {
        ask(server.hold());
        expire();

        assertThat(ask(server.use(50))).isEqualTo(new HoldPosted(id, 50, 30));
        assertThat(ask(server.use(50))).isEqualTo(new HoldPosted(id, 50, 30));
        assertThatTreasuryHas(50, 0);
        assertThat(BooksFixture.posted(books))
                .extracting(Transfer::kind, Transfer::cause)
                .containsExactly(tuple(TransferKind.SERVER_START, id.toString()));
    }

    @Test
    void aUseAfterExpiryThatIsNotThereAnyMoreTakesNothing() {
        ask(server.hold());
        expire();
        chargeBack(51);

        assertThat(ask(server.use(50))).isEqualTo(new HoldVoided(id, "expired"));
        assertThatTreasuryHas(49, 0);
    }

    @Test
    void aRenewalIsPaidAtOnce() {
        var renewal = server.to("renew:2026-11-21T13:00:00Z");

        assertThat(ask(renewal.charge())).isEqualTo(new Charged(renewal.requestId(), 80));
        assertThat(ask(renewal.charge())).isEqualTo(new Charged(renewal.requestId(), 80));
        assertThatTreasuryHas(20, 0);
        assertThat(BooksFixture.posted(books)).extracting(Transfer::kind).containsExactly(TransferKind.SERVER_RENEWAL);
    }

    @Test
    void anExtensionThatIsNotThereIsRefusedAndDecidedAnew() {
        var extension = server.to("extend:7f").costing(130);

        assertThat(ask(extension.charge())).isEqualTo(new ChargeRefused(extension.requestId(), 130, 30));
        assertThat(request).isNull();
        contribute(30);
        assertThat(ask(extension.charge())).isEqualTo(new Charged(extension.requestId(), 130));
        assertThat(BooksFixture.posted(books)).extracting(Transfer::kind).contains(TransferKind.SERVER_EXTENSION);
    }

    @Test
    void aChargeMayNotTakeWhatIsHeld() {
        var renewal = server.to("renew:2026-11-21T13:00:00Z").costing(30);
        ask(server.hold());
        request = null;

        assertThat(ask(renewal.charge())).isEqualTo(new ChargeRefused(renewal.requestId(), 30, 10));
    }

    @Test
    void whatIsNotUsedComesBackOnce() {
        var renewal = server.to("renew:2026-11-21T13:00:00Z");
        ask(renewal.charge());

        assertThat(ask(renewal.refund(30, "ended"))).isNull();
        assertThat(ask(renewal.refund(30, "ended"))).isNull();
        assertThatTreasuryHas(50, 0);
        assertThat(request).extracting(Request::refunded).isEqualTo(30L);
    }

    @Test
    void severalRefundsOfARequestNeverExceedWhatItCost() {
        ask(server.hold());
        ask(server.use(50));
        ask(server.refund(30, "outage"));

        assertThatPoison(server.refund(21, "ended"));
        ask(server.refund(20, "ended"));
        assertThatPoison(server.refund(1, "goodwill"));
        assertThatTreasuryHas(100, 0);
    }

    @Test
    void aRefundThatWasDoneIsOnlyRepeatedWithItsOwnAmount() {
        ask(server.hold());
        ask(server.use(50));
        ask(server.refund(50, "ended"));

        assertThat(ask(server.refund(50, "ended"))).isNull();
        assertThatPoison(server.refund(49, "ended"));
        assertThatPoison(server.refund(-50, "ended"));
    }

    @Test
    void whatCostNothingDoesNotComeBack() {
        assertThatPoison(server.refund(1, "ended"));
        ask(server.hold());
        assertThatPoison(server.refund(1, "ended"));
        ask(server.release());
        assertThatPoison(server.refund(1, "ended"));
    }

    @Test
    void aRefundOfNothingIsPoison() {
        ask(server.hold());
        ask(server.use(50));

        assertThatPoison(server.refund(0, "ended"));
        assertThatPoison(server.refund(-1, "ended"));
        assertThatPoison(server.refund(Long.MIN_VALUE, "ended"));
    }

    @Test
    void theSameRequestWithOtherContentIsPoison() {
        ask(server.hold());

        assertThatPoison(server.costing(81).hold());
        assertThatPoison(server.of("222222222222222222").hold());
        assertThatPoison(server.of("222222222222222222").release());
        assertThatPoison(server.to("wake:1").under(id).hold());
        assertThatTreasuryHas(100, 80);
    }

    @Test
    void aHoldAndAChargeUnderOneIdArePoison() {
        books = treasury(200);
        ask(server.hold());
        assertThatPoison(server.to("renew:x").under(id).charge());

        request = null;
        ask(server.to("renew:x").under(id).charge());
        assertThatPoison(server.hold());
        assertThatPoison(server.use(50));
        assertThatPoison(server.release());
    }

    @Test
    void aChargeOfWhatWasSettledAsAHoldIsPoison() {
        ask(server.release());

        assertThatPoison(server.to("renew:x").under(id).charge());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 81, Long.MAX_VALUE, Long.MIN_VALUE})
    void aUseOfMoreOrLessThanIsHeldIsPoison(long used) {
        ask(server.hold());

        assertThatPoison(server.use(used));
        assertThatTreasuryHas(100, 80);
    }

    @Test
    void anotherUseThanTheFirstIsPoison() {
        ask(server.hold());
        ask(server.use(50));

        assertThatPoison(server.use(51));
        assertThatTreasuryHas(50, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void anAmountOfNothingIsPoison(long amount) {
        assertThatPoison(server.costing(amount).hold());
        assertThatPoison(server.costing(amount).to("renew:x").charge());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stop", "renew:2026-11-21T13:00:00Z", "START"})
    void aHoldForSomethingElseIsPoison(String purpose) {
        assertThatPoison(server.to(purpose).hold());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stop", "start", "wake:1"})
    void aChargeForSomethingElseIsPoison(String purpose) {
        assertThatPoison(server.to(purpose).charge());
    }

    @Test
    void anUnknownOutcomeIsPoison() {
        ask(server.hold());

        assertThatPoison(server.settled("keep", 0));
    }

    @Test
    void everyOutcomeIsCounted() {
        assertThat(outcomeOf(server.hold())).isEqualTo(Outcome.HELD);
        assertThat(outcomeOf(server.hold())).isEqualTo(Outcome.REPEATED);
        assertThat(outcomeOf(server.use(50))).isEqualTo(Outcome.POSTED);
        assertThat(outcomeOf(server.refund(50, "ended"))).isEqualTo(Outcome.REFUNDED);
        assertThat(outcomeOf(server.refund(50, "ended"))).isEqualTo(Outcome.REPEATED);
    }

    private @Nullable Answer ask(Ask ask) {
        return note(RequestDecision.decide(request, ask, books, now));
    }

    private Outcome outcomeOf(Ask ask) {
        var decided = RequestDecision.decide(request, ask, books, now);
        note(decided);
        return decided.outcome();
    }

    private @Nullable Answer expire() {
        now = ONE;
        return note(RequestDecision.expire(requireNonNull(request), books));
    }

    private @Nullable Answer note(Decided decided) {
        if (decided.changed() != null) {
            request = decided.changed();
        }
        return decided.answer();
    }

    private void assertThatPoison(Ask ask) {
        assertThatIllegalArgumentException().isThrownBy(() -> ask(ask));
    }

    private void assertThatTreasuryHas(long balance, long held) {
        assertThat(books.balanceOf(server.account())).isEqualTo(new Balance(balance, held));
    }

    private void contribute(long amount) {
        books.post(Transfer.ofGc(
                Owner.OPERATORS, server.owner(), amount, TransferKind.CONTRIBUTION, "gift", "contribution"));
    }

    private void chargeBack(long amount) {
        books.post(Transfer.ofGc(server.owner(), Owner.ADS, amount, TransferKind.AD_REVERSAL, "back", "chargeback"));
    }

    private Books treasury(long balance) {
        return BooksFixture.books(Map.of(server.owner(), balance));
    }
}

package gg.agis.billing.hold;

import gg.agis.billing.hold.Decided.Outcome;
import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Books;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Posted;
import gg.agis.billing.ledger.Posted.Done;
import gg.agis.billing.ledger.Posted.Lacking;
import gg.agis.billing.ledger.Posted.Repeated;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.common.event.BillingEvent.ChargeRefused;
import gg.agis.common.event.BillingEvent.FundsRefused;
import gg.agis.common.event.ProvisioningEvent.Ask;
import gg.agis.common.event.ProvisioningEvent.ChargeRequested;
import gg.agis.common.event.ProvisioningEvent.HoldRequested;
import gg.agis.common.event.ProvisioningEvent.HoldSettled;
import gg.agis.common.event.ProvisioningEvent.RefundDue;
import gg.agis.common.id.MadeId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request when something is asked about it: the first of post, void and expiry wins, and whoever asks
 * again hears how it stands. What contradicts an earlier ask, or makes no sense, is thrown: an operator has to look.
 */
final class RequestDecision {

    private RequestDecision() {}

    /** @param present the request as it stands, if anything is known of it */
    static Decided decide(@Nullable Request present, Ask ask, Books books, Instant now) {
        if (present != null && !present.owner().equals(Owner.guild(ask.guildId()))) {
            throw poison(ask, "it is another guild's");
        }
        return switch (ask) {
            case HoldRequested hold -> hold(present, hold, books, now);
            case HoldSettled settled -> settle(present, settled, books);
            case ChargeRequested charge -> charge(present, charge, books);
            case RefundDue refund -> refund(present, refund, books);
        };
    }

    /** The hold has had its time, and nobody has settled it. */
    static Decided expire(Request held, Books books) {
        release(held, books, "hold expired");
        return Decided.changed(held.expiring(), Outcome.EXPIRED);
    }

    /** The transfers that may have been made of this ask before. */
    static Set<UUID> transfersOf(Ask ask) {
        return switch (ask) {
            case HoldRequested hold -> Set.of();
            case HoldSettled settled ->
                Set.of(
                        transferId(TransferKind.SERVER_START, ask.requestId()),
                        transferId(TransferKind.SERVER_WAKE, ask.requestId()));
            case ChargeRequested charge -> Set.of(transferId(Terms.of(charge).kind(), ask.requestId()));
            case RefundDue refund -> Set.of(transferId(TransferKind.SERVER_REFUND, refund.refundId()));
        };
    }

    private static Decided hold(@Nullable Request present, HoldRequested ask, Books books, Instant now) {
        var terms = Terms.of(ask);
        if (present != null) {
            return repeated(present, terms, ask);
        }
        var guild = Owner.guild(ask.guildId());
        var account = AccountKey.gc(guild);
        long amount = terms.amount();
        long missing = books.missing(account, amount);
        if (missing > 0 || !ask.expiresAt().isAfter(now)) {
            return Decided.refused(new FundsRefused(ask.requestId(), guild.name(), amount, missing), Outcome.REFUSED);
        }
        books.hold(account, amount, terms.kind(), ask.requestId().toString(), reason(terms.kind(), ask));
        return Decided.changed(Request.held(ask.requestId(), guild, terms), Outcome.HELD);
    }

    private static Decided repeated(Request present, Terms asked, Ask ask) {
        var standing = present.terms();
        if (standing != null && !standing.areFor(asked)) {
            throw poison(ask, "it was asked before as " + standing);
        }
        return Decided.repeated(present);
    }

    private static Decided settle(@Nullable Request present, HoldSettled ask, Books books) {
        if (present != null && present.state() == RequestState.CHARGED) {
            throw poison(ask, "it never was a hold");
        }
        return switch (ask.outcome()) {
            case "use" -> use(present, ask, books);
            case "release" -> releaseUnlessSettled(present, ask, books);
            default -> throw poison(ask, "its outcome is unknown");
        };
    }

    private static Decided use(@Nullable Request present, HoldSettled ask, Books books) {
        if (ask.used() < 0 || (present != null && present.terms() != null && ask.used() > present.amount())) {
            throw poison(ask, "it uses what was not asked for");
        }
        if (present == null) {
            return neverAskedFor(ask, Request.UNKNOWN);
        }
        return switch (present.state()) {
            case HELD -> post(present, ask, books);
            case EXPIRED -> postAnew(present, ask, books);
            case POSTED -> {
                if (ask.used() != present.posted()) {
                    throw poison(ask, present.posted() + " of it was used before");
                }
                yield Decided.repeated(present);
            }
            case VOIDED, CHARGED -> Decided.repeated(present);
        };
    }

    private static Decided post(Request held, HoldSettled ask, Books books) {
        if (ask.used() == 0) {
            release(held, books, "hold not used");
        } else if (!(books.settle(held.account(), held.amount(), spending(held, ask)) instanceof Done)) {
            throw poison(ask, "it has moved money before");
        }
        return Decided.changed(held.posting(ask.used()), Outcome.POSTED);
    }

    /** The hold is gone; what it was for runs all the same, and is paid if it can be. */
    private static Decided postAnew(Request expired, HoldSettled ask, Books books) {
        Posted posted = ask.used() == 0 ? null : books.post(spending(expired, ask));
        if (posted instanceof Lacking) {
            return Decided.refused(expired.answer(), Outcome.REFUSED);
        }
        if (posted != null && !(posted instanceof Done)) {
            throw poison(ask, "it has moved money before");
        }
        return Decided.changed(expired.posting(ask.used()), Outcome.POSTED);
    }

    private static Decided releaseUnlessSettled(@Nullable Request present, HoldSettled ask, Books books) {
        if (present == null) {
            return neverAskedFor(ask, Request.RELEASED);
        }
        if (present.state() != RequestState.HELD) {
            return Decided.repeated(present);
        }
        release(present, books, "hold released");
        return Decided.changed(present.voiding(Request.RELEASED), Outcome.VOIDED);
    }

    private static Decided neverAskedFor(HoldSettled ask, String reason) {
        var request = Request.neverAskedFor(ask.requestId(), Owner.guild(ask.guildId()), reason);
        return Decided.changed(request, Outcome.VOIDED);
    }

    private static Decided charge(@Nullable Request present, ChargeRequested ask, Books books) {
        var terms = Terms.of(ask);
        if (present != null) {
            if (present.terms() == null) {
                throw poison(ask, "it was settled as a hold");
            }
            return repeated(present, terms, ask);
        }
        var request = Request.charged(ask.requestId(), Owner.guild(ask.guildId()), terms);
        var posted = books.post(paying(request, terms.amount(), reason(terms.kind(), ask)));
        if (posted instanceof Lacking lacking) {
            return Decided.refused(
                    new ChargeRefused(ask.requestId(), terms.amount(), lacking.missing()), Outcome.CHARGE_REFUSED);
        }
        if (!(posted instanceof Done)) {
            throw poison(ask, "it has moved money before");
        }
        return Decided.changed(request, Outcome.CHARGED);
    }

    private static Decided refund(@Nullable Request present, RefundDue ask, Books books) {
        if (present == null) {
            throw poison(ask, "nothing was asked under this id");
        }
        if (ask.amount() <= 0) {
            throw poison(ask, "nothing comes back");
        }
        var transfer = Transfer.ofGc(
                Owner.SERVERS,
                present.owner(),
                ask.amount(),
                TransferKind.SERVER_REFUND,
                ask.refundId().toString(),
                "refund: " + ask.reason());
        if (books.find(transfer.id()).isEmpty() && ask.amount() > present.refundable()) {
            throw poison(ask, "of it only " + present.refundable() + " can come back");
        }
        var posted = books.post(transfer);
        if (posted instanceof Repeated) {
            return new Decided(null, null, Outcome.REPEATED);
        }
        if (!(posted instanceof Done)) {
            throw poison(ask, "it has come back before, as another");
        }
        return new Decided(present.refunding(ask.amount()), null, Outcome.REFUNDED);
    }

    private static void release(Request held, Books books, String reason) {
        books.release(
                held.account(),
                held.amount(),
                held.knownTerms().kind(),
                held.id().toString(),
                reason);
    }

    private static Transfer spending(Request request, HoldSettled ask) {
        return paying(request, ask.used(), reason(request.knownTerms().kind(), ask));
    }

    private static Transfer paying(Request request, long amount, String reason) {
        var kind = request.knownTerms().kind();
        return Transfer.ofGc(
                request.owner(), Owner.SERVERS, amount, kind, request.id().toString(), reason);
    }

    /** As the treasury's history shows it. */
    private static String reason(TransferKind kind, Ask ask) {
        return kind.wireName() + " of " + ask.template();
    }

    private static UUID transferId(TransferKind kind, UUID cause) {
        return MadeId.transferId(kind.wireName(), cause);
    }

    private static IllegalArgumentException poison(Ask ask, String why) {
        return new IllegalArgumentException("%s: %s".formatted(ask, why));
    }
}

package gg.agis.billing.reward;

import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Books;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Posted.Conflicting;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.Transfer.Posting;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.billing.treasury.GuildTaxes;
import gg.agis.common.event.AdsEvent.ConversionHeld;
import gg.agis.common.event.AdsEvent.ConversionRejected;
import gg.agis.common.event.AdsEvent.ConversionReversed;
import gg.agis.common.event.AdsEvent.ConversionRewarded;
import gg.agis.common.event.AdsEvent.OfConversion;
import gg.agis.common.id.MadeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Credits what conversions earned, takes back what networks took back, and keeps what is pending in between. A batch is
 * decided in order on one set of books.
 */
@Component
class BookConversions {

    private final Ledger ledger;
    private final GuildTaxes taxes;
    private final PendingRewards pending;

    BookConversions(Ledger ledger, GuildTaxes taxes, PendingRewards pending) {
        this.ledger = ledger;
        this.taxes = taxes;
        this.pending = pending;
    }

    void book(List<OfConversion> facts) {
        var taxBp = taxesFor(facts);
        var books = open(facts, taxBp);
        for (var fact : facts) {
            switch (fact) {
                case ConversionRewarded rewarded -> credit(books, rewarded, taxBp);
                case ConversionReversed reversed -> takeBack(books, reversed);
                case ConversionHeld _, ConversionRejected _ -> {}
            }
        }
        ledger.write(books);
        pending.apply(PendingChanges.of(
                facts, conversionId -> books.find(rewardOf(conversionId)).isPresent()));
    }

    private Map<String, Integer> taxesFor(List<OfConversion> facts) {
        var guilds = new HashSet<String>();
        for (var fact : facts) {
            if (fact instanceof ConversionRewarded rewarded && rewarded.guildId() != null) {
                guilds.add(rewarded.guildId());
            }
        }
        return taxes.inBp(guilds);
    }

    /** A guild that takes no tax is not locked. */
    private Books open(List<OfConversion> facts, Map<String, Integer> taxBp) {
        var keys = new HashSet<AccountKey>();
        var rewards = new HashSet<UUID>();
        var reversals = new HashSet<UUID>();
        var originals = new HashSet<UUID>();
        for (var fact : facts) {
            rewards.add(rewardOf(fact.conversionId()));
            switch (fact) {
                case ConversionRewarded rewarded
                when rewarded.rewardGc() > 0 -> {
                    keys.add(AccountKey.gc(Owner.ADS));
                    keys.add(AccountKey.gc(Owner.player(rewarded.playerId())));
                    if (rewarded.guildId() != null && taxBp.containsKey(rewarded.guildId())) {
                        keys.add(AccountKey.gc(Owner.guild(rewarded.guildId())));
                    }
                }
                case ConversionReversed reversed
                when reversed.rewardGc() > 0 -> {
                    originals.add(rewardOf(reversed.conversionId()));
                    reversals.add(MadeId.transferId(TransferKind.AD_REVERSAL.wireName(), reversed.reversalId()));
                }
                // Whoever rewards the same conversion elsewhere at the same time waits for this lock, or we for theirs.
                case ConversionHeld held -> keys.add(AccountKey.gc(Owner.player(held.playerId())));
                default -> {}
            }
        }
        rewards.addAll(reversals);
        return ledger.open(keys, rewards, originals);
    }

    private static void credit(Books books, ConversionRewarded rewarded, Map<String, Integer> taxBp) {
        requireWhole(rewarded.rewardGc());
        if (rewarded.rewardGc() == 0) {
            return;
        }
        var standing = books.find(rewardOf(rewarded.conversionId()));
        if (standing.isEmpty()) {
            books.post(transferOf(rewarded, taxBp));
        } else if (totalOf(standing.get()) != rewarded.rewardGc()) {
            // The rate may be another by now, so how it was shared out is not compared.
            throw new IllegalArgumentException("%s stands as %s".formatted(rewarded, standing.get()));
        }
    }

    private static void takeBack(Books books, ConversionReversed reversed) {
        requireWhole(reversed.rewardGc());
        if (reversed.rewardGc() == 0) {
            return;
        }
        var original = books.find(rewardOf(reversed.conversionId()))
                .orElseThrow(() -> new IllegalArgumentException("nothing was credited for " + reversed));
        var mirror = original.reversed(
                TransferKind.AD_REVERSAL, reversed.reversalId().toString(), reversed.reason());
        if (books.post(mirror) instanceof Conflicting(Transfer standing)) {
            throw new IllegalArgumentException("%s stands as %s".formatted(mirror, standing));
        }
    }

    private static Transfer transferOf(ConversionRewarded rewarded, Map<String, Integer> taxBp) {
        var guildId = rewarded.guildId();
        int rate = guildId == null ? 0 : taxBp.getOrDefault(guildId, 0);
        var shares = TaxedReward.of(rewarded.rewardGc(), rate);
        var postings = new ArrayList<Posting>();
        postings.add(Posting.gc(Owner.ADS, -rewarded.rewardGc()));
        if (shares.toPlayer() > 0) {
            postings.add(Posting.gc(Owner.player(rewarded.playerId()), shares.toPlayer()));
        }
        if (guildId != null && shares.toGuild() > 0) {
            postings.add(Posting.gc(Owner.guild(guildId), shares.toGuild()));
        }
        return Transfer.of(
                TransferKind.AD_REWARD,
                rewarded.conversionId().toString(),
                "reward for " + rewarded.adType(),
                postings);
    }

    private static UUID rewardOf(UUID conversionId) {
        return MadeId.transferId(TransferKind.AD_REWARD.wireName(), conversionId);
    }

    private static long totalOf(Transfer reward) {
        return reward.postings().stream()
                .mapToLong(Posting::amount)
                .filter(amount -> amount > 0)
                .sum();
    }

    private static void requireWhole(long rewardGc) {
        if (rewardGc < 0) {
            throw new IllegalArgumentException("a reward of " + rewardGc);
        }
    }
}

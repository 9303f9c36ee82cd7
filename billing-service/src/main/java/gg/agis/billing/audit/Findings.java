package gg.agis.billing.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import gg.agis.billing.ledger.Unit;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an audit of the whole ledger found.
 *
 * @param imbalance what the postings sum to in each unit
 * @param chainBrokenAt the first position of the hash chain at which history is another than was linked
 */
record Findings(
        boolean balanced,
        Map<Unit, Long> imbalance,
        long accounts,
        long transfers,
        long postings,
        List<UUID> unsoundTransfers,
        List<WrongBalance> wrongBalances,
        List<StaleHold> staleHolds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long chainBrokenAt,
        Instant checkedAt) {

    /** An account whose row says something else than its postings and its live holds. */
    record WrongBalance(UUID accountId, String owner, Unit unit, long balance, long postings, long held, long holds) {

        long difference() {
            return Math.abs(balance - postings) + Math.abs(held - holds);
        }
    }

    /** A hold that should have ended. */
    record StaleHold(UUID requestId, long amount, Instant expiresAt) {}

    Findings {
        imbalance = Collections.unmodifiableMap(new EnumMap<>(imbalance));
        unsoundTransfers = List.copyOf(unsoundTransfers);
        wrongBalances = List.copyOf(wrongBalances);
        staleHolds = List.copyOf(staleHolds);
    }

    static Findings of(
            Map<Unit, Long> imbalance,
            Counts counts,
            List<UUID> unsoundTransfers,
            List<WrongBalance> wrongBalances,
            List<StaleHold> staleHolds,
            @Nullable Long chainBrokenAt,
            Instant checkedAt) {
        boolean balanced = imbalance.values().stream().allMatch(sum -> sum == 0)
                && unsoundTransfers.isEmpty()
                && wrongBalances.isEmpty()
                && staleHolds.isEmpty()
                && chainBrokenAt == null;
        return new Findings(
                balanced,
                imbalance,
                counts.accounts(),
                counts.transfers(),
                counts.postings(),
                unsoundTransfers,
                wrongBalances,
                staleHolds,
                chainBrokenAt,
                checkedAt);
    }

    record Counts(long accounts, long transfers, long postings) {}

    /** How much is wrong, for an alarm: 0 and nothing else means that all is well. */
    long alarm() {
        long money = imbalance.values().stream().mapToLong(Math::abs).sum()
                + wrongBalances.stream().mapToLong(WrongBalance::difference).sum();
        return money + unsoundTransfers.size() + staleHolds.size() + (chainBrokenAt == null ? 0 : 1);
    }
}

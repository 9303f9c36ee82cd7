package gg.agis.experiments.outcome;

/**
 * What conversions add to their unit.
 *
 * @param conversions that were rewarded, whatever became of them
 * @param decided that had an end: rewarded, rejected or taken back
 * @param rewardGc as rewarded
 * @param keptGc without what was taken back
 * @param payoutMicros without what was taken back
 */
record Totals(
        long conversions, long decided, long rejected, long reversed, long rewardGc, long keptGc, long payoutMicros) {

    static final Totals NOTHING = new Totals(0, 0, 0, 0, 0, 0, 0);

    Totals plus(Totals more) {
        return new Totals(
                Math.addExact(conversions, more.conversions),
                Math.addExact(decided, more.decided),
                Math.addExact(rejected, more.rejected),
                Math.addExact(reversed, more.reversed),
                Math.addExact(rewardGc, more.rewardGc),
                Math.addExact(keptGc, more.keptGc),
                Math.addExact(payoutMicros, more.payoutMicros));
    }

    Totals negated() {
        return new Totals(
                -conversions,
                -decided,
                -rejected,
                -reversed,
                Math.negateExact(rewardGc),
                Math.negateExact(keptGc),
                Math.negateExact(payoutMicros));
    }
}

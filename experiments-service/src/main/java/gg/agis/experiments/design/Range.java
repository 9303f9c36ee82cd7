package gg.agis.experiments.design;

import gg.agis.common.bucketing.HashVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * The buckets of an arm, with the traffic already in it; {@code toBp} does not belong to it.
 *
 * <p>An arm's range begins where the allocations before it end, and grows into its own share with the traffic, so that
 * more traffic moves nobody from one arm to another.
 */
public record Range(int fromBp, int toBp) {

    private static final int ALL_BP = 10_000;

    /** V1 knows every tenth bucket only. */
    private static final int COARSE = 10;

    /** One for each arm, in their order. */
    public static List<Range> of(List<Arm> arms, int trafficBp) {
        var ranges = new ArrayList<Range>();
        int from = 0;
        for (var arm : arms) {
            ranges.add(new Range(from, from + arm.allocationBp() * trafficBp / ALL_BP));
            from += arm.allocationBp();
        }
        return ranges;
    }

    /** How many buckets there really are in it. */
    public int buckets(HashVersion hash) {
        return hash == HashVersion.V1 ? Math.ceilDiv(toBp, COARSE) - Math.ceilDiv(fromBp, COARSE) : toBp - fromBp;
    }
}

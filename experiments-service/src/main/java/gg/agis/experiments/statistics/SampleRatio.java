package gg.agis.experiments.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Whether arms got the shares that they should have: where they did not, something loses units and compares unlikes. */
final class SampleRatio {

    /** Below it a count is no normal one, and a single unit in a tiny arm would look like a fault. */
    private static final double EXPECTED_MIN = 5;

    private SampleRatio() {}

    static double p(List<Long> units, List<Integer> shares) {
        requireFitting(units, shares);
        if (IntStream.range(0, units.size()).anyMatch(arm -> shares.get(arm) == 0 && units.get(arm) > 0)) {
            return 0;
        }
        var cells = cells(units, shares);
        if (cells.size() < 2) {
            return 1;
        }
        double distance = cells.stream().mapToDouble(Cell::distance).sum();
        return ChiSquaredDistribution.of(cells.size() - 1).survivalProbability(distance);
    }

    private static void requireFitting(List<Long> units, List<Integer> shares) {
        if (units.size() != shares.size()
                || units.stream().anyMatch(count -> count < 0)
                || shares.stream().anyMatch(share -> share < 0)) {
            throw new IllegalArgumentException("units %s do not fit shares %s".formatted(units, shares));
        }
    }

    /** An arm each, but those where too few are expected are counted together. */
    private static List<Cell> cells(List<Long> units, List<Integer> shares) {
        double all = units.stream().mapToDouble(Long::doubleValue).sum();
        double whole = shares.stream().mapToDouble(Integer::doubleValue).sum();
        var arms = IntStream.range(0, units.size())
                .filter(arm -> shares.get(arm) > 0)
                .mapToObj(arm -> new Cell(units.get(arm), all * shares.get(arm) / whole))
                .sorted(Comparator.comparingDouble(Cell::expected).thenComparingDouble(Cell::counted))
                .toList();
        var cells = new ArrayList<Cell>();
        var gathered = Cell.EMPTY;
        for (var arm : arms) {
            gathered = gathered.with(arm);
            if (gathered.expected() >= EXPECTED_MIN) {
                cells.add(gathered);
                gathered = Cell.EMPTY;
            }
        }
        if (!cells.isEmpty()) {
            cells.add(cells.removeLast().with(gathered));
        }
        return cells;
    }

    private record Cell(double counted, double expected) {

        static final Cell EMPTY = new Cell(0, 0);

        Cell with(Cell other) {
            return new Cell(counted + other.counted, expected + other.expected);
        }

        double distance() {
            double excess = counted - expected;
            return excess * excess / expected;
        }
    }
}

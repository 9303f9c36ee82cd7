package gg.agis.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** A line of a benchmark's result: what was measured beside what it is held against, in one run. */
public record Row(String row, double yardstick, double figure, String unit, double ratio) {

    public Row(String row, double yardstick, double figure, String unit) {
        this(row, yardstick, figure, unit, figure / yardstick);
    }

    /** A figure that speaks for itself. */
    public static Row alone(String row, double figure, String unit) {
        return new Row(row, Double.NaN, figure, unit);
    }

    /** As {@code ./agis bench} reads it. */
    @SuppressWarnings("SystemOut") // standard output is how a benchmark answers
    public void print() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("row", row);
        if (!Double.isNaN(yardstick)) {
            fields.put("yardstick", rounded(yardstick));
            fields.put("ratio", String.format(Locale.ROOT, "%.2f", ratio));
        }
        fields.put("figure", rounded(figure));
        fields.put("unit", unit);
        System.out.println(JsonMapper.shared().writeValueAsString(fields));
    }

    private static String rounded(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.2f", value);
    }
}

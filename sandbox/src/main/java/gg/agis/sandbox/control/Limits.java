package gg.agis.sandbox.control;

import gg.agis.sandbox.web.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the control API takes; everything else is refused with a sentence. */
final class Limits {

    private static final int TEXT_MAX = 200;
    private static final int PARAMETERS_MAX = 40;
    private static final int PAUSES_MAX = 12;
    private static final int CHANCE_MAX_BP = 10_000;
    private static final long MILLIS_MAX = 3_600_000;

    private Limits() {}

    static String text(String name, @Nullable String text) {
        if (text == null || text.isBlank() || text.length() > TEXT_MAX) {
            throw Refusal.badRequest("'%s' needs 1 to %d characters".formatted(name, TEXT_MAX));
        }
        return text;
    }

    static Map<String, String> parameters(@Nullable Map<String, String> parameters) {
        if (parameters == null) {
            return Map.of();
        }
        if (parameters.size() > PARAMETERS_MAX) {
            throw Refusal.badRequest("'parameters' has at most %d entries".formatted(PARAMETERS_MAX));
        }
        parameters.forEach((name, value) -> {
            text("parameters", name);
            if (value == null || value.length() > TEXT_MAX) {
                throw Refusal.badRequest(
                        "'parameters.%s' needs a text of at most %d characters".formatted(name, TEXT_MAX));
            }
        });
        return parameters;
    }

    static List<Long> pauses(List<@Nullable Long> pauses) {
        if (pauses.size() > PAUSES_MAX) {
            throw Refusal.badRequest("'resendMillis' has at most %d entries".formatted(PAUSES_MAX));
        }
        return pauses.stream()
                .map(pause -> range("resendMillis", pause == null ? -1 : pause, 0, 0, MILLIS_MAX))
                .toList();
    }

    static int chance(String name, @Nullable Integer basisPoints) {
        return (int) range(name, basisPoints, 0, 0, CHANCE_MAX_BP);
    }

    static long millis(String name, @Nullable Long millis) {
        return range(name, millis, 0, 0, MILLIS_MAX);
    }

    static long range(String name, @Nullable Number number, long otherwise, long min, long max) {
        if (number == null) {
            return otherwise;
        }
        long value = number.longValue();
        if (value < min || value > max) {
            throw Refusal.badRequest("'%s' is a number from %d to %d".formatted(name, min, max));
        }
        return value;
    }

    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("'%s' is not a whole number".formatted(text));
        }
    }
}

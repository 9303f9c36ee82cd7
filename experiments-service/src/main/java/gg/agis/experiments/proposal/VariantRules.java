package gg.agis.experiments.proposal;

import gg.agis.experiments.design.Arm;
import gg.agis.experiments.proposal.Proposal.Wished;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the variants of an experiment must be like, each by itself and beside each other. */
final class VariantRules {

    private static final int VARIANTS_MIN = 2;
    private static final int VARIANTS_MAX = 10;
    private static final int SETTINGS_MAX = 50;
    private static final int KEY_CHARS_MAX = 64;
    private static final int TEXT_CHARS_MAX = 500;

    private static final int MULTIPLIER_PLACES_MAX = 4;
    private static final BigDecimal MULTIPLIER_MAX = BigDecimal.TEN;

    private VariantRules() {}

    static Stream<Fault> several(Proposal proposal, Instant now) {
        int number = proposal.arms().size();
        return ProposalRules.unless(
                VARIANTS_MIN <= number && number <= VARIANTS_MAX,
                "variants",
                "invalid-variants",
                "There are %d to %d variants, one of them the control.".formatted(VARIANTS_MIN, VARIANTS_MAX));
    }

    static Stream<Fault> identified(Proposal proposal, Instant now) {
        var arms = proposal.arms();
        var seen = new HashSet<String>();
        return IntStream.range(0, arms.size())
                .filter(place -> !ProposalRules.isId(arms.get(place).id())
                        || !seen.add(String.valueOf(arms.get(place).id())))
                .mapToObj(place -> Fault.invalid(
                        field(place, "id"), "invalid-variant-id", "Each variant has an id, and no other one has it."))
                .toList()
                .stream();
    }

    static Stream<Fault> besideOneControl(Proposal proposal, Instant now) {
        return ProposalRules.unless(
                proposal.arms().isEmpty()
                        || proposal.arms().stream().filter(Wished::isControl).count() == 1,
                "variants",
                "invalid-control",
                "One variant, and only one, is the control that the others are compared with: \"control\": true.");
    }

    static Stream<Fault> allocated(Proposal proposal, Instant now) {
        var arms = proposal.arms();
        boolean each = arms.stream().map(Wished::allocationBp).allMatch(VariantRules::isShare);
        long sum = arms.stream()
                .map(Wished::allocationBp)
                .mapToLong(bp -> bp == null ? 0 : bp)
                .sum();
        return ProposalRules.unless(
                arms.isEmpty() || (each && sum == Proposal.ALL_BP),
                "variants",
                "invalid-allocation",
                "The variants' 'allocationBp' are whole numbers from 1 and sum to 10000; these sum to %d."
                        .formatted(sum));
    }

    private static boolean isShare(@Nullable Integer bp) {
        return bp != null && 0 < bp && bp <= Proposal.ALL_BP;
    }

    /** Whoever reads a setting must not meet a text in one variant and a number in another. */
    static Stream<Fault> configuredAlike(Proposal proposal, Instant now) {
        var arms = proposal.arms();
        Map<String, Class<?>> types = new HashMap<>();
        return IntStream.range(0, arms.size())
                .boxed()
                .flatMap(place -> Stream.concat(
                        ProposalRules.unless(
                                arms.get(place).settings().size() <= SETTINGS_MAX,
                                field(place, "config"),
                                "invalid-config",
                                "A config has %d settings at most.".formatted(SETTINGS_MAX)),
                        arms.get(place).settings().entrySet().stream()
                                .filter(setting -> !isSetting(setting) || !isOfOneType(setting, types))
                                .map(setting -> Fault.invalid(
                                        field(place, "config." + shortened(setting.getKey())),
                                        "invalid-config",
                                        "A setting is a text, a number or a boolean, the same in every variant."))))
                .toList()
                .stream();
    }

    private static boolean isSetting(Map.Entry<String, Object> setting) {
        var value = setting.getValue();
        return !setting.getKey().isBlank()
                && setting.getKey().length() <= KEY_CHARS_MAX
                && typeOf(value) != Object.class
                && !(value instanceof String text && text.length() > TEXT_CHARS_MAX);
    }

    private static boolean isOfOneType(Map.Entry<String, Object> setting, Map<String, Class<?>> types) {
        var type = typeOf(setting.getValue());
        return type.equals(types.computeIfAbsent(setting.getKey(), first -> type));
    }

    private static Class<?> typeOf(Object value) {
        return switch (value) {
            case String text -> String.class;
            case Boolean yes -> Boolean.class;
            case Number number -> Number.class;
            default -> Object.class;
        };
    }

    static Stream<Fault> multiplied(Proposal proposal, Instant now) {
        var arms = proposal.arms();
        return IntStream.range(0, arms.size())
                .filter(place -> arms.get(place).settings().containsKey(Arm.MULTIPLIER)
                        && !isMultiplier(arms.get(place).settings().get(Arm.MULTIPLIER)))
                .mapToObj(place -> new Fault(
                        Fault.Kind.BEYOND,
                        field(place, "config." + Arm.MULTIPLIER),
                        "multiplier-out-of-range",
                        "A multiplier is above 0 and up to 10, with four places at most, as 1.25."));
    }

    private static boolean isMultiplier(@Nullable Object value) {
        if (!(value instanceof Number number)) {
            return false;
        }
        var multiplier = decimal(number);
        return multiplier.signum() > 0
                && multiplier.compareTo(MULTIPLIER_MAX) <= 0
                && multiplier.scale() <= MULTIPLIER_PLACES_MAX;
    }

    /** Exactly, since nothing else is a multiplier. */
    static int inBp(Number multiplier) {
        return decimal(multiplier).movePointRight(MULTIPLIER_PLACES_MAX).intValueExact();
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
    }

    private static String field(int place, String name) {
        return "variants[%d].%s".formatted(place, name);
    }

    private static String shortened(String key) {
        return key.length() <= KEY_CHARS_MAX ? key : key.substring(0, KEY_CHARS_MAX);
    }
}

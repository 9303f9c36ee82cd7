package gg.agis.sandbox.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** No field, parameter or result of a class is a binary fraction. */
final class NoFractions extends ArchCondition<JavaClass> {

    private static final Set<String> FRACTIONS = Set.of("float", "double", "java.lang.Float", "java.lang.Double");

    private NoFractions() {
        super("have no float or double in fields, parameters and results");
    }

    static ArchCondition<JavaClass> inMembers() {
        return new NoFractions();
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        type.getFields().stream()
                .filter(field -> isFraction(field.getRawType()))
                .forEach(field -> events.add(SimpleConditionEvent.violated(field, field.getDescription())));
        type.getCodeUnits().stream()
                // Lambdas of meters give doubles because Micrometer asks for them.
                .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(unit -> Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                        .anyMatch(NoFractions::isFraction))
                .forEach(unit -> events.add(SimpleConditionEvent.violated(unit, unit.getDescription())));
    }

    private static boolean isFraction(JavaClass type) {
        return FRACTIONS.contains(type.getName());
    }
}

package gg.agis.sandbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule lets the decent pass and bites an offender. */
class ArchitectureRulesTest {

    private static final String ROOT = "gg.agis.offender";

    private static final Map<String, String> OFFENDERS = Map.ofEntries(
            Map.entry("no field injection", "Offenders$InjectedField"),
            Map.entry("settings are validated records", "Offenders$UnvalidatedSettings"),
            Map.entry("no empty names", "Offenders$ThingManager"),
            Map.entry("no packages by layer", "service.Layered"),
            Map.entry("no cycles", "alpha.Alpha"),
            Map.entry("time comes from a clock", "Offenders$SystemTime"),
            Map.entry("no connection is left open", "Offenders$Leak"),
            Map.entry("only the command prints", "Offenders$Printer"),
            Map.entry("what speaks to the outside is package-private", "Offenders$OpenDoor"),
            Map.entry("decisions are pure", "Offenders$MoodyPolicy"),
            Map.entry("money is whole", "wallet.Fractional"),
            Map.entry("timers only reconcile", "Offenders$Alarm"),
            Map.entry("no service knows another", "Offenders$Gossip"),
            Map.entry("nobody sets a clock", "Offenders$OwnClock"),
            Map.entry("no service is known", "Offenders$Gossip"),
            Map.entry("no client of others", "Offenders$StripeFriend"),
            Map.entry("clocks are set where beans are made", "Offenders$OwnClock"));

    @TestFactory
    Stream<DynamicTest> everyRuleBites() {
        return rules().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> {
                    assertThat(OFFENDERS).containsKey(rule.getKey());
                    assertThat(holds(rule.getValue(), ROOT + "." + OFFENDERS.get(rule.getKey())))
                            .as("the offender passes")
                            .isFalse();
                    assertThat(holds(rule.getValue(), ROOT + ".Decent"))
                            .as("the decent one passes")
                            .isTrue();
                }));
    }

    @Test
    void everyRuleGivesAReason() {
        assertThat(rules().values())
                .allSatisfy(rule -> assertThat(rule.getDescription()).contains("because"));
    }

    private static Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new HashMap<>(ArchitectureRules.forService(ROOT));
        rules.putAll(ArchitectureRules.forCommon(ROOT));
        return rules;
    }

    private static boolean holds(ArchRule rule, String type) throws ClassNotFoundException {
        Class<?> offender = Class.forName(type);
        var classes = type.contains("alpha")
                ? new ClassFileImporter().importPackages(ROOT)
                : new ClassFileImporter().importClasses(offender);
        return !rule.allowEmptyShould(true).evaluate(classes).hasViolation();
    }
}

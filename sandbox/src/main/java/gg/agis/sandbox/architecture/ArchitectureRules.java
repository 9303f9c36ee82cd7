package gg.agis.sandbox.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The rules of the house, one test each. A module's test is
 * {@code @TestFactory Stream<DynamicTest> theHouse() { return ArchitectureRules.ofService("gg.agis.ads"); }}.
 */
public final class ArchitectureRules {

    private ArchitectureRules() {}

    /** For a service, by its package. */
    public static Stream<DynamicTest> ofService(String root) {
        return tests(forService(root), root);
    }

    /** For common-lib, whose package is given. */
    public static Stream<DynamicTest> ofCommon(String root) {
        return tests(forCommon(root), root);
    }

    static Map<String, ArchRule> forService(String root) {
        Map<String, ArchRule> rules = shared(root);
        rules.put("what speaks to the outside is package-private", ShapeRules.edgesArePackagePrivate());
        rules.put("decisions are pure", BehaviourRules.decisionsArePure());
        rules.put("money is whole", BehaviourRules.moneyIsWhole(root));
        rules.put("timers only reconcile", BehaviourRules.timersOnlyReconcile());
        rules.put("no service knows another", PackageRules.noServiceKnowsAnother(root));
        rules.put("nobody sets a clock", BehaviourRules.nobodySetsAClock());
        return rules;
    }

    static Map<String, ArchRule> forCommon(String root) {
        Map<String, ArchRule> rules = shared(root);
        rules.put("no service is known", PackageRules.noServiceKnowsAnother(root));
        rules.put("no client of others", PackageRules.noClientOfOthers());
        rules.put("clocks are set where beans are made", BehaviourRules.onlyAutoConfigurationsSetAClock());
        return rules;
    }

    private static Map<String, ArchRule> shared(String root) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("no field injection", ShapeRules.noFieldInjection());
        rules.put("settings are validated records", ShapeRules.settingsAreValidatedRecords());
        rules.put("no empty names", ShapeRules.noEmptyNames());
        rules.put("no packages by layer", PackageRules.noPackagesByLayer());
        rules.put("no cycles", PackageRules.noCycles(root));
        rules.put("time comes from a clock", BehaviourRules.timeComesFromAClock());
        rules.put("no connection is left open", BehaviourRules.noConnectionIsLeftOpen());
        rules.put("only the command prints", BehaviourRules.onlyTheCommandPrints());
        return rules;
    }

    private static Stream<DynamicTest> tests(Map<String, ArchRule> rules, String root) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
        List<DynamicTest> tests = new ArrayList<>();
        rules.forEach((name, rule) -> tests.add(
                DynamicTest.dynamicTest(name, () -> rule.allowEmptyShould(true).check(classes))));
        return tests.stream();
    }
}

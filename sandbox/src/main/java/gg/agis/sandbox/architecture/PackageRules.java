package gg.agis.sandbox.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. */
final class PackageRules {

    private static final String[] LAYERS = {
        "..model..",
        "..service..",
        "..services..",
        "..repository..",
        "..repositories..",
        "..dto..",
        "..config..",
        "..controller..",
        "..util..",
        "..utils..",
        "..helper..",
        "..impl..",
        "..mapper..",
        "..manager.."
    };

    private PackageRules() {}

    static ArchRule noPackagesByLayer() {
        return noClasses()
                .should()
                .resideInAnyPackage(LAYERS)
                .because("a feature is found, understood and removed in one place, not in five");
    }

    static ArchRule noCycles(String root) {
        return slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("features that need each other are one feature, or a value between them is missing");
    }

    static ArchRule noServiceKnowsAnother(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("gg.agis..")
                        .and(resideOutsideOfPackages(root + "..", "gg.agis.common.."))
                        .as("reside in another service or in the sandbox"))
                .because("services speak through events and HTTP, so that each can be deployed by itself");
    }

    static ArchRule noClientOfOthers() {
        return noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("com.stripe..", "discord4j..", "io.fabric8..", "software.amazon.."))
                .because("who talks to Stripe, Discord or Kubernetes is a feature, and features live in services");
    }
}

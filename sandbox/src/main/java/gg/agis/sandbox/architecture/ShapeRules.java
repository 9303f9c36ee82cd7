package gg.agis.sandbox.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.lang.ArchRule;

/**
 * What a class may look like and be called. Spring's annotations are named by text: the sandbox has no Spring, and must
 * not have it for a rule's sake.
 */
final class ShapeRules {

    private static final String SETTINGS = "org.springframework.boot.context.properties.ConfigurationProperties";

    private ShapeRules() {}

    static ArchRule noFieldInjection() {
        return noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource")
                .orShould()
                .beAnnotatedWith("jakarta.persistence.PersistenceContext")
                .because("a constructor shows what a class needs, and a test can call it");
    }

    static ArchRule settingsAreValidatedRecords() {
        return classes()
                .that()
                .areAnnotatedWith(SETTINGS)
                .should()
                .beRecords()
                .andShould()
                .beAnnotatedWith("org.springframework.validation.annotation.Validated")
                .because("a wrong setting must stop the service at start, not surprise it later");
    }

    static ArchRule noEmptyNames() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Dto|DTO|Mapper)")
                .because("such a name says what it is made of and not what it is for");
    }

    static ArchRule edgesArePackagePrivate() {
        return noClasses()
                .that()
                .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
                .or()
                .areAnnotatedWith("org.springframework.stereotype.Controller")
                .or()
                .haveSimpleNameEndingWith("Controller")
                .or()
                .implement("gg.agis.common.inbox.EventListener")
                .should()
                .bePublic()
                .because("only the framework calls them; what others may call is the use case behind them");
    }
}

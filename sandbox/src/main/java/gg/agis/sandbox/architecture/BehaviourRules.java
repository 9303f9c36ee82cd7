package gg.agis.sandbox.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What a class may do. */
final class BehaviourRules {

    /** A decision is known by its name. */
    private static final String DECISION = ".*(Policy|Rules|Verdict|Transitions|Bookings|Decision)";

    private static final String TIMED_WORK = ".*(Reconciler|Sweep|Upkeep)";

    private static final Set<String> TELLERS_OF_TIME = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            "java.time.YearMonth",
            "java.time.Year");

    private static final String[] MONEY = {
        "ledger", "wallet", "treasury", "reward", "conversion", "shop", "purchase", "plan", "subscription", "payment"
    };

    private BehaviourRules() {}

    static ArchRule decisionsArePure() {
        return noClasses()
                .that()
                .haveNameMatching(DECISION)
                .should()
                .dependOnClassesThat(are(impure()))
                .because("a decision is plain Java: the same facts give the same answer, in a test as in production");
    }

    private static DescribedPredicate<JavaClass> impure() {
        return resideInAnyPackage(
                        "org.springframework..",
                        "jakarta..",
                        "javax.sql..",
                        "java.sql..",
                        "java.io..",
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "org.apache.kafka..",
                        "io.micrometer..",
                        "org.slf4j..",
                        "tools.jackson..")
                .or(describe("a clock", type -> type.isAssignableTo(Clock.class)))
                .or(describe("chance", type -> type.isAssignableTo(RandomGenerator.class)))
                .as("Spring, input or output, a clock or chance");
    }

    static ArchRule timeComesFromAClock() {
        return noClasses()
                .should()
                .callMethodWhere(describe("the time is asked of the system", BehaviourRules::asksTheSystem))
                .orShould()
                .callConstructor(Date.class)
                .because("the sandbox and the tests move the time on; whoever asks the system does not notice");
    }

    private static boolean asksTheSystem(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        boolean now = TELLERS_OF_TIME.contains(owner)
                && call.getName().equals("now")
                && call.getTarget().getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
        boolean millis = owner.equals("java.lang.System") && call.getName().equals("currentTimeMillis");
        return now || millis;
    }

    static ArchRule nobodySetsAClock() {
        return noClasses()
                .should()
                .callMethodWhere(describe("a clock is made", BehaviourRules::makesAClock))
                .because("there is one clock, injected; a second one would tell another time in the sandbox");
    }

    static ArchRule onlyAutoConfigurationsSetAClock() {
        return noClasses()
                .that()
                .haveSimpleNameNotEndingWith("AutoConfiguration")
                .should()
                .callMethodWhere(describe("a clock is made", BehaviourRules::makesAClock))
                .because("which clock is the domain's and which the system's is decided where beans are made");
    }

    private static boolean makesAClock(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(Clock.class)
                && (call.getName().startsWith("system") || call.getName().startsWith("tick"));
    }

    static ArchRule onlyTheCommandPrints() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("..cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("a service's words go to its log, where they have a time, a level and a trace");
    }

    static ArchRule noConnectionIsLeftOpen() {
        return noClasses()
                .should()
                .callMethodWhere(describe("rows are streamed from the database", BehaviourRules::streamsRows))
                .because("outside a transaction such a stream keeps its connection until it is closed; lists do not");
    }

    private static boolean streamsRows(JavaMethodCall call) {
        return call.getTargetOwner().getName().equals("org.springframework.jdbc.core.simple.JdbcClient$MappedQuerySpec")
                && call.getName().equals("stream");
    }

    static ArchRule timersOnlyReconcile() {
        return methods()
                .that(annotatedWith("org.springframework.scheduling.annotation.Scheduled"))
                .should()
                .beDeclaredInClassesThat()
                .haveNameMatching(TIMED_WORK)
                .because("a timer that decides forgets when the process dies; one that reconciles finds out again");
    }

    static ArchRule moneyIsWhole(String root) {
        return classes()
                .that(are(resideInAnyPackage(moneyPackages(root))))
                .and()
                .haveSimpleNameNotEndingWith("Metrics")
                .should(NoFractions.inMembers())
                .because("GC and credits are whole numbers, and multipliers basis points; a fraction loses some");
    }

    private static String[] moneyPackages(String root) {
        return Arrays.stream(MONEY).map(name -> root + "." + name + "..").toArray(String[]::new);
    }
}

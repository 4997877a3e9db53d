package dev.otter.system;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of the house, checked on the compiled classes; each says how to repair. */
class HousePlanTest {
    private static final String ROOT = "dev.otter";
    private static final String[] PRODUCT = {
        "dev.otter.model..",
        "dev.otter.binlog..",
        "dev.otter.engine..",
        "dev.otter.cluster..",
        "dev.otter.transport..",
        "dev.otter.document..",
        "dev.otter.node..",
        "dev.otter.manager..",
        "dev.otter.app.."
    };

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> the_house_plan_holds() {
        return rules().stream()
                .map(rule ->
                        DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CLASSES)));
    }

    private static List<ArchRule> rules() {
        return Stream.of(fences(), order(), habits()).flatMap(List::stream).toList();
    }

    private static List<ArchRule> fences() {
        return List.of(
                classes()
                        .that()
                        .resideInAPackage("dev.otter.model..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "dev.otter.model..",
                                "java.lang..",
                                "java.util..",
                                "java.time..",
                                "java.nio..",
                                "java.math..",
                                "java.io..")
                        .because("the words of the system may be read by everybody"),
                noClasses()
                        .that()
                        .resideInAPackage("dev.otter.binlog..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "dev.otter.model..", "dev.otter.engine..", "org.slf4j..")
                        .because("the log reader is useful without the rest; hand values over"),
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "dev.otter.model..",
                                "dev.otter.binlog..",
                                "dev.otter.engine.change..",
                                "dev.otter.engine.transform..",
                                "dev.otter.app.config..",
                                "dev.otter.app.view..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.sql..", "javax.sql..")
                        .because("databases are reached through the engine"),
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "dev.otter.model..", "dev.otter.binlog..", "dev.otter.engine..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "dev.otter.app..",
                                "dev.otter.node..",
                                "dev.otter.manager..",
                                "dev.otter.document..",
                                "dev.otter.testkit..")
                        .because("the engine does not know who runs it"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.otter.transport..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "io.grpc..",
                                "com.google.protobuf..",
                                "otter.wire..",
                                "org.bouncycastle..")
                        .because("the wire is known to transport alone"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.otter.cluster..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.apache.curator..", "org.apache.zookeeper..")
                        .because("ZooKeeper is known to cluster alone"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.otter.engine.sql..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.debezium..", "org.antlr..")
                        .because("grammars are known to engine.sql alone; others read SqlNode"),
                noClasses()
                        .that()
                        .resideInAnyPackage("dev.otter.transport..", "dev.otter.cluster..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "dev.otter.binlog..",
                                "dev.otter.engine..",
                                "dev.otter.app..",
                                "dev.otter.testkit..")
                        .because("they carry and keep what they are given"),
                noClasses()
                        .that()
                        .resideInAPackage("dev.otter.document..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "dev.otter.engine..",
                                "dev.otter.cluster..",
                                "dev.otter.transport..",
                                "dev.otter.node..",
                                "dev.otter.manager..",
                                "dev.otter.app..")
                        .because("documents are read and written by all sides"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.otter.manager..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.javalin..", "org.jdbi..", "org.flywaydb..")
                        .because("the web framework and the store are the manager's"),
                noClasses()
                        .that()
                        .resideInAPackage("dev.otter.manager..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("dev.otter.engine..", "dev.otter.app..")
                        .because("the manager never touches rows"),
                slices().matching("dev.otter.(node|manager)..")
                        .should()
                        .notDependOnEachOther()
                        .because("they meet in transport and ZooKeeper"),
                slices().matching("dev.otter.(transport|cluster)..")
                        .should()
                        .notDependOnEachOther()
                        .because("the node brings both together"),
                noClasses()
                        .that()
                        .resideInAPackage("dev.otter.testkit..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "dev.otter.model..",
                                "dev.otter.binlog..",
                                "dev.otter.engine..",
                                "dev.otter.app..")
                        .because("a judge must not use what it judges"));
    }

    private static List<ArchRule> order() {
        return List.of(
                slices().matching("dev.otter.engine.(select|extract|transform|load)..")
                        .should()
                        .notDependOnEachOther()
                        .because(
                                "stages meet through engine.change and are wired in engine.pipeline"),
                slices().matching("dev.otter.(**)")
                        .should()
                        .beFreeOfCycles()
                        .because("a knot cannot be read, built or moved; turn one arrow round"));
    }

    private static List<ArchRule> habits() {
        return List.of(
                noClasses()
                        .that()
                        .haveSimpleNameNotEndingWith("Main")
                        .should()
                        .callMethod(System.class, "exit", int.class)
                        .because("one place ends a process"),
                noClasses()
                        .should()
                        .callMethod(Thread.class, "sleep", long.class)
                        .orShould()
                        .callMethod(Thread.class, "sleep", java.time.Duration.class)
                        .because("a wait has a condition, a reason and a deadline"),
                noClasses()
                        .that()
                        .resideInAnyPackage(PRODUCT)
                        .and()
                        .haveSimpleNameNotEndingWith("Main")
                        .should()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(java.time.Instant.class, "now")
                        .because("time is passed in as an InstantSource"),
                noClasses()
                        .that()
                        .resideInAnyPackage(PRODUCT)
                        .and()
                        .resideOutsideOfPackage("dev.otter.app..")
                        .and()
                        .haveNameNotMatching("dev\\.otter\\.engine\\.sql\\.Grammars(\\$1)?")
                        .should(ACCESS_STANDARD_STREAMS)
                        .because(
                                "only the command talks to the terminal; Grammars keeps a library"
                                        + " from doing so"),
                NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING,
                NO_CLASSES_SHOULD_USE_FIELD_INJECTION,
                noClasses()
                        .should()
                        .haveNameMatching(
                                ".*(Impl|DO|DTO|VO|Helper|Utils?|Manager|Abstract\\w+|Base)$")
                        .orShould()
                        .haveNameMatching(".*\\.I[A-Z][a-z]\\w*Interface")
                        .because("a name says the thing"),
                noClasses()
                        .should()
                        .resideInAnyPackage(
                                "..util..",
                                "..utils..",
                                "..impl..",
                                "..common..",
                                "..misc..",
                                "..helper..",
                                "..base..")
                        .because("a bag is not a concept; name what is in it"),
                fields().that()
                        .areStatic()
                        .should()
                        .beFinal()
                        .because("state belongs to objects, and objects are handed over"),
                noMethods()
                        .that()
                        .areStatic()
                        .should()
                        .haveName("getInstance")
                        .because("no locators: hand the object over"),
                classes()
                        .that(alwaysTrue())
                        .should(haveAtMostOneOwnSuperclass())
                        .because("compose instead of inheriting"),
                classes()
                        .that()
                        .areNotInterfaces()
                        .and()
                        .areNotEnums()
                        .and()
                        .areNotRecords()
                        .and()
                        .areNotAnonymousClasses()
                        .and()
                        .doNotHaveModifier(JavaModifier.ABSTRACT)
                        .should()
                        .haveModifier(JavaModifier.FINAL)
                        .because("closed unless meant to be open"));
    }

    private static ArchCondition<JavaClass> haveAtMostOneOwnSuperclass() {
        return new ArchCondition<>("have at most one own superclass") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                long own =
                        item.getAllRawSuperclasses().stream()
                                .filter(s -> s.getPackageName().startsWith(ROOT))
                                .count();
                if (own > 1) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    item, item.getName() + " has " + own + " own superclasses"));
                }
            }
        };
    }
}

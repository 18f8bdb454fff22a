// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The rules of the house that the compiler cannot hold. `docs/invariants.md` lists them.
class HouseTest {
    private static final JavaClasses CODE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.lanyard");

    @Test
    void awsStandsAlone() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.lanyard.aws..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.lanyard.core..", "dev.lanyard.store..", "dev.lanyard.server..")
                .because("AWS's rules have no state and know of nothing here"));
    }

    @Test
    void coreSeesNeitherSqlNorHttp() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.lanyard.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "com.sun.net.httpserver..",
                        "java.net.http..",
                        "dev.lanyard.store..",
                        "dev.lanyard.server..")
                .because("the domain is the same over any store and any transport"));
    }

    @Test
    void onlyTheSqlPackageSpeaksJdbc() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.lanyard.store.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "com.zaxxer..", "org.sqlite..", "org.postgresql..")
                .because("adapters state SQL and the database class runs it"));
    }

    @Test
    void onlyTheHttpPackageNamesNetty() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.lanyard.server.http")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .because("how bytes become requests is nobody else's business"));
    }

    @Test
    void jsonIsReadAndWrittenInOneWay() {
        check(noClasses()
                .that()
                .resideInAnyPackage("dev.lanyard.core..", "dev.lanyard.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .because("Json bounds depth and refuses members given twice, and its writer escapes everything"));
    }

    @Test
    void servicesDoNotKnowOneAnother() {
        check(slices().matching("dev.lanyard.core.(iam|sts|ec2|dms|imds)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .because("they meet through ports owned by the consumer, wired in the composition root"));
    }

    @Test
    void packagesOfAwsAndCoreHaveNoCycles() {
        check(slices().matching("dev.lanyard.aws.(*)..").should().beFreeOfCycles());
        check(slices().matching("dev.lanyard.core.(*)..").should().beFreeOfCycles());
    }

    @Test
    void timeAndRandomnessAreHandedIn() {
        check(noClasses()
                .that()
                .resideInAnyPackage("dev.lanyard.aws..", "dev.lanyard.core..", "dev.lanyard.store.(iam|ec2|dms|sts)..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .because("a test must be able to choose them"));
    }

    @Test
    void caseIsFoldedInOneWay() {
        check(noClasses()
                .that()
                .resideInAnyPackage("dev.lanyard.aws..", "dev.lanyard.core..")
                .and()
                .doNotHaveFullyQualifiedName("dev.lanyard.aws.policy.ValueTest")
                .should()
                .callMethod(String.class, "toLowerCase", Locale.class)
                .orShould()
                .callMethod(String.class, "toUpperCase", Locale.class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "equalsIgnoreCase", String.class)
                .orShould()
                .callMethod(String.class, "regionMatches", boolean.class, int.class, String.class, int.class, int.class)
                .orShould()
                .accessField(String.class, "CASE_INSENSITIVE_ORDER")
                .because("two foldings that differ let the same key be another one; see Ascii"));
    }

    @Test
    void nothingStaticChanges() {
        check(noFields()
                .that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.lanyard..")
                .should()
                .notHaveModifier(JavaModifier.FINAL)
                .because("two servers in one process share nothing"));
    }

    @Test
    void storesArePortsAndSqlClassesAreAdapters() {
        check(classes()
                .that()
                .haveSimpleNameEndingWith("Store")
                .and()
                .resideInAPackage("dev.lanyard.core..")
                .should()
                .beInterfaces());
        check(classes()
                .that()
                .haveSimpleNameStartingWith("Sql")
                .and()
                .resideInAPackage("dev.lanyard.store..")
                .and()
                .resideOutsideOfPackage("dev.lanyard.store.sql")
                .should()
                .beTopLevelClasses());
    }

    private static void check(ArchRule rule) {
        rule.check(CODE);
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** The lines of the architecture, also where a class is used without an import. */
class ArchitectureTest {
    private static final String ROOT = "dev.chatstream.gateway";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void theWayOfAHookKnowsNeitherHttpNorKafkaUntilItIsPublished() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".hook", ROOT + ".record", ROOT + ".intake")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void onlyPublishKnowsKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".publish")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void onlyTheServersKnowVertx() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".http", ROOT + ".connection", ROOT + ".ops")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .check(CLASSES);
    }

    @Test
    void onlyTraceKnowsOpenTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".trace")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void theArrowsPointOneWay() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".hook", ROOT + ".record", ROOT + ".publish", ROOT + ".intake")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".http", ROOT + ".ops", ROOT + ".source")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".hook")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".record", ROOT + ".publish", ROOT + ".intake", ROOT + ".config")
                .check(CLASSES);
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.chatstream.schemas.registry.SchemaRegistry;
import org.junit.jupiter.api.Test;

/** The arrows between the packages: provision -> registry and topic, serde -> registry; settings stands alone. */
class ArchitectureTest {
    private static final String REGISTRY = "..schemas.registry..";
    private static final String SERDE = "..schemas.serde..";
    private static final String PROVISION = "..schemas.provision..";
    private static final String SETTINGS = "..schemas.settings..";
    private static final String TOPIC = "..schemas.topic..";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.chatstream.schemas");

    @Test
    void packagesFormNoCircle() {
        slices().matching("dev.chatstream.schemas.(*)..")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    @Test
    void theRegistryKnowsNeitherItsUsersNorGeneratedClasses() {
        noClasses()
                .that()
                .resideInAPackage(REGISTRY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERDE, PROVISION, SETTINGS, TOPIC, "dev.chatstream.avro..")
                .check(OURS);
    }

    @Test
    void serdesKnowNoTopics() {
        noClasses()
                .that()
                .resideInAPackage(SERDE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROVISION, SETTINGS, TOPIC)
                .check(OURS);
    }

    @Test
    void settingsAndTopicsAreFreeOfClients() {
        noClasses()
                .that()
                .resideInAnyPackage(SETTINGS, TOPIC)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "java.net.http..", REGISTRY, SERDE, PROVISION)
                .check(OURS);
    }

    @Test
    void typesafeConfigStaysBehindSettings() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SETTINGS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.typesafe.config..")
                .check(OURS);
    }

    @Test
    void whoeverImplementsTheRegistryIsFinal() {
        classes()
                .that()
                .implement(SchemaRegistry.class)
                .should()
                .beInterfaces()
                .orShould()
                .haveModifier(JavaModifier.FINAL)
                .check(OURS);
    }

    @Test
    void nothingPrints() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(OURS);
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(OURS);
    }
}

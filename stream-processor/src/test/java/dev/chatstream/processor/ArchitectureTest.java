/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.chatstream.processor.failure.Guarded;
import org.apache.kafka.streams.processor.api.ProcessingContext;

@AnalyzeClasses(packages = "dev.chatstream.processor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ARROWS_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("root")
            .definedBy("dev.chatstream.processor")
            .layer("dashboard")
            .definedBy("..processor.dashboard..")
            .layer("api")
            .definedBy("..processor.api..")
            .layer("access")
            .definedBy("..processor.access..")
            .layer("rebuild")
            .definedBy("..processor.rebuild..")
            .layer("cluster")
            .definedBy("..processor.cluster..")
            .layer("listing")
            .definedBy("..processor.listing..")
            .layer("query")
            .definedBy("..processor.query..")
            .layer("topology")
            .definedBy("..processor.topology..")
            .layer("rolling")
            .definedBy("..processor.rolling..")
            .layer("store")
            .definedBy("..processor.store..")
            .layer("telemetry")
            .definedBy("..processor.telemetry..")
            .layer("identity")
            .definedBy("..processor.identity..")
            .layer("facts")
            .definedBy("..processor.facts..")
            .layer("aggregate")
            .definedBy("..processor.aggregate..")
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("dashboard")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("root", "dashboard")
            .whereLayer("access")
            .mayOnlyBeAccessedByLayers("root", "api")
            .whereLayer("topology")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("rebuild")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("root", "api")
            .whereLayer("listing")
            .mayOnlyBeAccessedByLayers("api")
            .whereLayer("query")
            .mayOnlyBeAccessedByLayers("root", "api", "cluster", "listing", "rolling", "topology")
            .whereLayer("rolling")
            .mayOnlyBeAccessedByLayers("root", "topology")
            .whereLayer("facts")
            .mayOnlyBeAccessedByLayers("topology", "rebuild");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.chatstream.processor.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PURE_PACKAGES_KNOW_NO_FRAMEWORK = noClasses()
            .that()
            .resideInAnyPackage(
                    "..processor.access..",
                    "..processor.bounds..",
                    "..processor.aggregate..",
                    "..processor.facts..",
                    "..processor.identity..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.vertx..", "io.micrometer..", "org.slf4j..");

    /** Whatever a stage does by the clock is guarded, so that no fault tells what a hook holds. */
    @ArchTest
    static final ArchRule ONLY_GUARDED_WORK_IS_SCHEDULED = noClasses()
            .that()
            .areNotAssignableTo(Guarded.class)
            .should()
            .callMethodWhere(target(name("schedule")).and(target(owner(assignableTo(ProcessingContext.class)))));

    @ArchTest
    static final ArchRule CLASSES_ARE_FINAL = classes()
            .that()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);
}

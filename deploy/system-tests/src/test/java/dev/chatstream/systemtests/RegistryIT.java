/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chatstream.avro.Conversation;
import dev.chatstream.local.LocalOptions;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.part.PartName;
import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.registry.SchemaRegistry.RegisteredSchema;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The client against a real registry: what its unit tests assume of the other side is true. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryIT {
    private static final Schema OLD = SchemaBuilder.record("Thing")
            .namespace("it")
            .fields()
            .requiredLong("id")
            .endRecord();
    private static final Schema NEW = SchemaBuilder.record("Thing")
            .namespace("it")
            .fields()
            .requiredLong("id")
            .optionalString("name")
            .endRecord();
    private static final Schema INCOMPATIBLE = SchemaBuilder.record("Thing")
            .namespace("it")
            .fields()
            .requiredLong("id")
            .requiredString("name")
            .endRecord();

    private TestRun run;
    private SchemaRegistry registry;

    @BeforeAll
    void start() {
        run = TestRun.started(LocalOptions.whole(TestRun.installation(), TestRun.dataFolder("registry"), Ports.ANY)
                .withFresh(true)
                .withParts(PartName.REGISTRY));
        registry = run.registry();
    }

    @AfterAll
    void stop() {
        registry.close();
        run.close();
    }

    @Test
    void a_registered_schema_is_found_by_content_by_id_and_as_the_latest() {
        // When
        int id = registry.register("found-value", Conversation.getClassSchema());

        // Then
        try (SchemaRegistry other = run.registry()) {
            assertThat(other.lookUp("found-value", Conversation.getClassSchema()))
                    .contains(id);
            assertThat(meaning(other.byId(id))).isEqualTo(meaning(Conversation.getClassSchema()));
            RegisteredSchema latest = other.latest("found-value").orElseThrow();
            assertThat(latest.id()).isEqualTo(id);
            assertThat(latest.version()).isEqualTo(1);
            assertThat(meaning(latest.schema())).isEqualTo(meaning(Conversation.getClassSchema()));
        }
    }

    @Test
    void registering_again_gives_the_same_id_and_no_new_version() {
        // Given
        int first = registry.register("again-value", OLD);

        // When
        int second;
        try (SchemaRegistry other = run.registry()) {
            second = other.register("again-value", OLD);
        }

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(registry.latest("again-value").orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void the_same_schema_has_the_same_id_under_every_subject() {
        // When
        int one = registry.register("one-value", Conversation.getClassSchema());
        int two = registry.register("two-value", Conversation.getClassSchema());

        // Then
        assertThat(two).isEqualTo(one);
    }

    @Test
    void what_is_not_registered_is_absent_and_no_error() {
        // When, Then
        assertThat(registry.lookUp("absent-value", OLD)).isEmpty();
        assertThat(registry.latest("absent-value")).isEmpty();
        assertThat(registry.compatibility("absent-value")).isEmpty();
    }

    @Test
    void an_unknown_id_is_not_found_with_the_registry_s_own_code() {
        // When
        RegistryException refusal = catchThrowableOfType(RegistryException.class, () -> registry.byId(987_654));

        // Then
        assertThat(refusal.notFound()).isTrue();
        assertThat(refusal.errorCode()).isEqualTo(40403);
    }

    @Test
    void full_transitive_compatibility_admits_a_new_optional_field_and_refuses_a_required_one() {
        // Given
        registry.register("evolving-value", OLD);
        registry.setCompatibility("evolving-value", "FULL_TRANSITIVE");

        // When
        registry.register("evolving-value", NEW);
        RegistryException refusal =
                catchThrowableOfType(RegistryException.class, () -> registry.register("evolving-value", INCOMPATIBLE));

        // Then
        assertThat(registry.compatibility("evolving-value")).contains("FULL_TRANSITIVE");
        assertThat(registry.latest("evolving-value").orElseThrow().version()).isEqualTo(2);
        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.errorCode()).isEqualTo(409);
        assertThat(refusal.retriable()).isFalse();
    }

    @Test
    void an_id_that_was_given_out_survives_a_crash_of_the_registry() {
        // Given
        int id = registry.register("crash-value", OLD);
        registry.setCompatibility("crash-value", "FULL_TRANSITIVE");

        // When
        run.pipeline().part(PartName.REGISTRY).kill();
        run.pipeline().restart(PartName.REGISTRY);

        // Then
        try (SchemaRegistry afterwards = run.registry()) {
            assertThat(afterwards.lookUp("crash-value", OLD)).contains(id);
            assertThat(afterwards.byId(id)).isEqualTo(OLD);
            assertThat(afterwards.compatibility("crash-value")).contains("FULL_TRANSITIVE");
        }
    }

    /** The schema without what concerns Java alone. */
    private static String meaning(Schema schema) {
        return SchemaNormalization.toParsingForm(schema);
    }
}

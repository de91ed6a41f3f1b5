/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.chatstream.schemas.registry.SchemaRegistry.RegisteredSchema;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link SchemaRegistry} must do. */
interface SchemaRegistryContract {
    Schema FIRST = SchemaBuilder.record("Visit")
            .doc("first")
            .fields()
            .requiredLong("id")
            .endRecord();
    Schema SECOND = SchemaBuilder.record("Visit")
            .doc("first")
            .fields()
            .requiredLong("id")
            .optionalString("page")
            .endRecord();
    Schema INCOMPATIBLE = SchemaBuilder.record("Visit")
            .doc("first")
            .fields()
            .requiredString("id")
            .endRecord();
    Schema OTHER_DOC = SchemaBuilder.record("Visit")
            .doc("other")
            .fields()
            .requiredLong("id")
            .endRecord();

    SchemaRegistry registry();

    /** A second client of the same registry, which has cached nothing. */
    SchemaRegistry sameRegistryAnew();

    /** Subjects that no other test uses. */
    String subject();

    @Test
    default void aRegisteredSchemaIsFoundByIdBySubjectAndByItself() {
        // When
        int id = registry().register(subject(), FIRST);

        // Then
        SchemaRegistry anew = sameRegistryAnew();
        assertThat(anew.byId(id)).isEqualTo(FIRST);
        assertThat(anew.lookUp(subject(), FIRST)).contains(id);
        assertThat(anew.latest(subject())).contains(new RegisteredSchema(subject(), 1, id, FIRST));
    }

    @Test
    default void registeringAgainGivesTheSameId() {
        int id = registry().register(subject(), FIRST);

        assertThat(registry().register(subject(), FIRST)).isEqualTo(id);
        assertThat(sameRegistryAnew().register(subject(), FIRST)).isEqualTo(id);
    }

    @Test
    default void theSameSchemaHasOneIdUnderAllSubjects() {
        assertThat(registry().register(subject() + "/a b", FIRST))
                .isEqualTo(registry().register(subject(), FIRST));
    }

    @Test
    default void schemasThatDifferInADocHaveIdsOfTheirOwn() {
        int id = registry().register(subject(), FIRST);

        assertThat(registry().lookUp(subject(), OTHER_DOC)).isEmpty();
        assertThat(registry().register(subject(), OTHER_DOC)).isNotEqualTo(id);
    }

    @Test
    default void whatIsNotRegisteredIsEmpty() {
        assertThat(registry().lookUp(subject(), FIRST)).isEmpty();
        assertThat(registry().latest(subject())).isEmpty();

        registry().register(subject(), FIRST);

        assertThat(registry().lookUp(subject(), SECOND)).isEmpty();
    }

    @Test
    default void anUnknownIdIsNotFound() {
        assertThatThrownBy(() -> registry().byId(987_654))
                .asInstanceOf(type(RegistryException.class))
                .satisfies(e -> {
                    assertThat(e.notFound()).isTrue();
                    assertThat(e.errorCode()).isEqualTo(40403);
                    assertThat(e.retriable()).isFalse();
                })
                .extracting(Throwable::getMessage)
                .asString()
                .contains("schema with id 987654");
    }

    @Test
    default void latestIsTheNewestVersion() {
        registry().register(subject(), FIRST);
        int id = registry().register(subject(), SECOND);

        assertThat(registry().latest(subject())).contains(new RegisteredSchema(subject(), 2, id, SECOND));
    }

    @Test
    default void compatibilityOfASubjectCanBeSetBeforeItsFirstSchemaAndIsKept() {
        // Given
        registry().setCompatibility(subject(), "FULL_TRANSITIVE");
        registry().register(subject(), FIRST);

        // Then
        assertThat(sameRegistryAnew().compatibility(subject())).contains("FULL_TRANSITIVE");
        assertThatThrownBy(() -> registry().register(subject(), INCOMPATIBLE))
                .asInstanceOf(type(RegistryException.class))
                .satisfies(e -> assertThat(e.status()).isEqualTo(409))
                .satisfies(e -> assertThat(e.retriable()).isFalse());
    }

    @Test
    default void aSubjectThatDoesNotExistHasNoCompatibilityOfItsOwn() {
        assertThat(registry().compatibility(subject())).isEmpty();
    }
}

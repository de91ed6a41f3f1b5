/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaIdLookupTest {
    private static final SchemaIdMemory NO_MEMORY =
            new SchemaIdMemory(Optional.empty(), "http://r", TopicNames.DEFAULT);

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final SchemaIdLookup lookup = new SchemaIdLookup(registry, TopicNames.DEFAULT, false, NO_MEMORY);

    private void registerAllBut(Topic left) {
        for (Topic topic : Topic.values()) {
            Optional<Schema> schema = topic.valueSchema();
            if (schema.isPresent() && topic != left) {
                registry.register(TopicNames.DEFAULT.subjectOf(topic), schema.get());
            }
        }
    }

    @Test
    void findsTheIdsAndKeepsThemWhenTheRegistryIsGone() {
        // Given
        registerAllBut(Topic.PROCESSOR_DLQ);
        lookup.attempt();
        registry.setReachable(false);

        // When
        lookup.attempt();

        // Then
        assertThat(lookup.ids()).isPresent();
        assertThat(lookup.problem()).isEmpty();
    }

    @Test
    void saysWhichSubjectLacksTheSchema() {
        // Given
        registerAllBut(Topic.CONVERSATION_MISSED);

        // When
        lookup.attempt();

        // Then
        assertThat(lookup.ids()).isEmpty();
        assertThat(lookup.problem().orElseThrow()).contains("smartsupp.conversation.missed.v1-value");
    }

    @Test
    void triesAgainAfterTheRegistryWasDown() {
        // Given
        registerAllBut(Topic.PROCESSOR_DLQ);
        registry.setReachable(false);
        lookup.attempt();
        assertThat(lookup.problem().orElseThrow()).contains("registry.schema.registry.url");
        registry.setReachable(true);

        // When
        lookup.attempt();

        // Then
        assertThat(lookup.ids()).isPresent();
    }

    @Test
    void saysNothingOfTheRegistryWhenItIsInterrupted() {
        // Given
        registry.setReachable(false);
        Optional<String> before = lookup.problem();

        // When
        Thread.currentThread().interrupt();
        lookup.attempt();

        // Then
        assertThat(Thread.interrupted()).isTrue();
        assertThat(lookup.problem()).isEqualTo(before);
    }

    @Test
    void registersItselfOnlyWhenToldTo() {
        // When
        new SchemaIdLookup(registry, TopicNames.DEFAULT, true, NO_MEMORY).attempt();

        // Then
        lookup.attempt();
        assertThat(lookup.ids()).isPresent();
    }

    @Test
    void doesNotUseIdsThatDiffer() {
        // Given
        DifferingIds differing = new DifferingIds();
        SchemaIdLookup confused = new SchemaIdLookup(differing, TopicNames.DEFAULT, false, NO_MEMORY);

        // When
        confused.attempt();

        // Then
        assertThat(confused.ids()).isEmpty();
        assertThat(confused.problem().orElseThrow()).contains("one id under all its subjects");
    }
}

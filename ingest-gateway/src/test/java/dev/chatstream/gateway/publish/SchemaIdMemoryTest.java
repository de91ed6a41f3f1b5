/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaIdMemoryTest {
    private static final String URL = "http://user:s3cret@registry";
    private static final SchemaIds IDS = new SchemaIds(4, 5, 6);

    @TempDir
    private Path folder;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

    private SchemaIdMemory memory(String url, TopicNames topics) {
        return new SchemaIdMemory(Optional.of(folder), url, topics);
    }

    private SchemaIdMemory memory() {
        return memory(URL, TopicNames.DEFAULT);
    }

    private SchemaIdLookup lookup() {
        return new SchemaIdLookup(registry, TopicNames.DEFAULT, false, memory());
    }

    private void registerAll() {
        for (Topic topic : Topic.values()) {
            topic.valueSchema().ifPresent(schema -> registry.register(TopicNames.DEFAULT.subjectOf(topic), schema));
        }
    }

    @Test
    void recallsWhatItWasToldForTheSameRegistryAndSubjectsOnly() {
        // When
        memory().remember(IDS);

        // Then
        assertThat(memory().recall()).contains(IDS);
        assertThat(memory("http://another", TopicNames.DEFAULT).recall()).isEmpty();
        assertThat(memory(URL, new TopicNames("another.")).recall()).isEmpty();
    }

    @Test
    void dependsOnNoPassword() {
        // When
        memory().remember(IDS);

        // Then
        assertThat(memory("http://user:changed@registry", TopicNames.DEFAULT).recall())
                .contains(IDS);
        assertThat(memory("http://registry", TopicNames.DEFAULT).recall()).contains(IDS);
        assertThat(memory("http://user:s3cret@registry,http://x:y@z", TopicNames.DEFAULT)
                        .recall())
                .isEmpty();
    }

    @Test
    void holdsNoSecretAndLeavesNothingElseBehind() throws IOException {
        // When
        memory().remember(IDS);

        // Then
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readString(file))
                            .doesNotContain("s3cret")
                            .contains("conversation=4"));
        }
    }

    @Test
    void forgetsWhatTheRegistryContradicts() {
        // Given
        memory().remember(IDS);
        registry.setReachable(false);
        SchemaIdLookup lookup = lookup();
        lookup.attempt();
        assertThat(lookup.ids()).contains(IDS);

        // When
        registry.setReachable(true);
        lookup.attempt();

        // Then
        assertThat(lookup.ids()).isEmpty();
        assertThat(memory().recall()).isEmpty();
    }

    @Test
    void countsADamagedFileAsNone() throws IOException {
        // Given
        memory().remember(IDS);
        Path file = folder.resolve("schema-ids.properties");
        Files.writeString(file, Files.readString(file).replace("=5", "="));

        // Then
        assertThat(memory().recall()).isEmpty();
    }

    @Test
    void isUsedWhileTheRegistryIsDownAndVerifiedWhenItIsBack() {
        // Given
        registerAll();
        lookup().attempt();
        registry.setReachable(false);
        SchemaIdLookup afterRestart = lookup();

        // When
        afterRestart.attempt();

        // Then
        assertThat(afterRestart.ids()).isEqualTo(memory().recall()).isPresent();
        assertThat(afterRestart.problem()).isEmpty();
        registry.setReachable(true);
        afterRestart.attempt();
        assertThat(afterRestart.ids()).isPresent();
    }

    @Test
    void givesWayToTheRegistry() {
        // Given
        memory().remember(IDS);
        registerAll();
        registry.setReachable(false);
        SchemaIdLookup lookup = lookup();
        lookup.attempt();
        assertThat(lookup.ids()).contains(IDS);

        // When
        registry.setReachable(true);
        lookup.attempt();

        // Then
        assertThat(lookup.ids()).isPresent().get().isNotEqualTo(IDS);
        assertThat(memory().recall()).isEqualTo(lookup.ids());
    }

    @Test
    void isNotUsedWhenTheRegistryLacksTheSchemas() {
        // Given
        memory().remember(IDS);
        registry.setReachable(false);
        SchemaIdLookup lookup = lookup();
        lookup.attempt();

        // When
        registry.setReachable(true);
        lookup.attempt();

        // Then
        assertThat(lookup.ids()).isEmpty();
        assertThat(lookup.problem()).isPresent();
    }
}

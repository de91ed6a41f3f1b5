/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before a start and after a stop; between them the system tests look. */
class StreamsGroupTest {
    private static final HostInfo SELF = new HostInfo("here", 8090);

    @TempDir
    private Path stateDir;

    private static void knowsItselfOnly(StreamsGroup group) {
        assertThat(group.members()).containsExactly(new Address("here", 8090));
        assertThat(group.placeOf(208)).isEmpty();
        assertThat(group.partitionOf(208)).isEmpty();
        assertThat(group.places()).isEmpty();
    }

    @Test
    void knowsItselfOnlyBeforeTheStart() {
        knowsItselfOnly(new StreamsGroup(Optional::empty, SELF));
    }

    @Test
    void knowsItselfOnlyWhileKafkaStreamsDoesNotRun() {
        // Given
        Topology topology = new Topology();
        topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in");
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        KafkaStreams streams = new KafkaStreams(topology, properties);
        StreamsGroup group = new StreamsGroup(() -> Optional.of(streams), SELF);
        knowsItselfOnly(group);

        // When
        streams.close(Duration.ofSeconds(5));

        // Then
        knowsItselfOnly(group);
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before a start and after a stop; between them the system tests look. */
class LocalStateTest {
    private static final HostInfo SELF = new HostInfo("here", 8090);

    @TempDir
    private Path stateDir;

    private static LocalState local(Supplier<Optional<KafkaStreams>> streams) {
        return new LocalState(streams, SELF, new Processed(), new CopyLags(streams, 10_000));
    }

    private KafkaStreams streams() {
        Topology topology = new Topology();
        topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in");
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        return new KafkaStreams(topology, properties);
    }

    @Test
    void answersForNothingBeforeTheStart() {
        // Given
        LocalState nothing = local(Optional::empty);

        // When, Then
        assertThat(nothing.answersForAll()).isFalse();
        assertThat(nothing.watermarks()).isEmpty();
    }

    @Test
    void answersForNothingWhileKafkaStreamsDoesNotRun() {
        // Given
        KafkaStreams streams = streams();
        LocalState local = local(() -> Optional.of(streams));

        // When
        boolean created = local.answersForAll();
        streams.close(Duration.ofSeconds(5));

        // Then
        assertThat(created).isFalse();
        assertThat(local.answersForAll()).isFalse();
        assertThat(local.watermarks()).isEmpty();
    }
}

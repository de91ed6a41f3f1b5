/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.ops.Readiness;
import dev.chatstream.processor.telemetry.RestoreProgress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.internals.CloseOptionsInternal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineTest {

    @ParameterizedTest
    @CsvSource({"true,LEAVE_GROUP", "false,REMAIN_IN_GROUP"})
    void closesKafkaStreamsByIntent(boolean leaves, GroupMembershipOperation expected) {
        // Given
        Pipeline pipeline = new Pipeline(
                Topology::new,
                new Properties(),
                new Readiness(),
                leaves,
                new RestoreProgress(new SimpleMeterRegistry(), (store, partition, offset) -> {}),
                ending -> {});

        // When
        CloseOptionsInternal options = new CloseOptionsInternal(pipeline.closing(Duration.ofSeconds(7)));

        // Then
        assertThat(options.operation()).isEqualTo(expected);
        assertThat(options.timeout()).contains(Duration.ofSeconds(7));
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener.SuspendReason;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {
    private static final TopicPartition CHANGELOG = new TopicPartition("app-conversation-changelog", 3);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RestoreProgress progress = new RestoreProgress(meters, (store, partition, offset) -> {});

    private double gauge(String name) {
        return meters.get("chatstream.processor." + name).gauge().value();
    }

    @Test
    void countsDownWhileStateIsRestored() {
        // Given
        progress.onRestoreStart(CHANGELOG, "conversation", 100, 1_100);

        // When
        progress.onBatchRestored(CHANGELOG, "conversation", 400, 300);

        // Then
        assertThat(gauge("restore.remaining")).isEqualTo(700);
        assertThat(meters.get("chatstream.processor.restored").counter().count())
                .isEqualTo(300);
        progress.onRestoreEnd(CHANGELOG, "conversation", 1_000);
        assertThat(progress.remaining()).isZero();
    }

    @Test
    void knowsHowFarCopiesAreBehind() {
        // Given
        progress.onUpdateStart(CHANGELOG, "conversation", 0);

        // When
        progress.onBatchLoaded(CHANGELOG, "conversation", new TaskId(0, 3), 99, 100, 150);

        // Then
        assertThat(gauge("standby.lag")).isEqualTo(50);
        progress.onUpdateSuspended(CHANGELOG, "conversation", 99, 150, SuspendReason.PROMOTED);
        assertThat(gauge("standby.lag")).isZero();
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private final Readiness readiness = new Readiness();

    @Test
    void isReadyOnceKafkaStreamsRuns() {
        assertThat(readiness.reasons()).isEqualTo(Map.of("start", "starting", "streams", "not started"));

        readiness.start(null);
        readiness.state(State.REBALANCING);
        assertThat(readiness.reasons()).isEqualTo(Map.of("streams", "REBALANCING"));

        readiness.state(State.RUNNING);
        readiness.answersForAll(() -> true);
        assertThat(readiness.reasons()).isEmpty();
    }

    @Test
    void isNotReadyWhileARunningThreadRestoresATask() {
        // Given
        readiness.start(null);
        readiness.state(State.RUNNING);

        // When
        readiness.answersForAll(() -> false);

        // Then
        assertThat(readiness.reasons()).isEqualTo(Map.of("streams", "state is being restored"));
    }

    private void run() {
        readiness.start(null);
        readiness.state(State.RUNNING);
        readiness.answersForAll(() -> true);
    }

    @Test
    void isNotReadyWhileAThreadWaitsForTheRegistry() {
        // Given
        run();

        // When
        readiness.waitingForRegistry(true);
        readiness.waitingForRegistry(true);
        readiness.waitingForRegistry(false);

        // Then
        assertThat(readiness.reasons()).containsOnlyKeys("registry");
        readiness.waitingForRegistry(false);
        assertThat(readiness.reasons()).isEmpty();
    }

    @Test
    void isNotReadyWhileStopping() {
        // Given
        run();

        // When
        readiness.drain();

        // Then
        assertThat(readiness.reasons()).containsOnlyKeys("drain");
    }

    @Test
    void isReadyWhilePartitionsMoveIfAllAreAnsweredFor() {
        // Given
        readiness.start(null);
        readiness.state(State.REBALANCING);

        // When
        readiness.answersForAll(() -> true);

        // Then
        assertThat(readiness.reasons()).isEmpty();
        readiness.answersForAll(() -> false);
        assertThat(readiness.reasons()).containsOnlyKeys("streams");
    }

    @Test
    void saysWhyItFailedAndStaysSo() {
        // Given
        run();

        // When
        readiness.fail("first");
        readiness.fail("second");

        // Then
        assertThat(readiness.reasons()).isEqualTo(Map.of("failed", "first"));
        assertThat(readiness.failure()).contains("first");
        assertThat(readiness.ending()).isTrue();
    }
}

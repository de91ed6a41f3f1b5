/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final long NOW = 1_800_000_000_000L;

    private final MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
    private CommitPace pace;
    private Punctuator look;

    @BeforeEach
    void start() {
        context.setCurrentSystemTimeMs(NOW);
        context.setCurrentStreamTimeMs(NOW);
        pace = CommitPace.start(context, Duration.ofMillis(100));
        look = context.scheduledPunctuators().get(0).getPunctuator();
    }

    @Test
    void asksForACommitOnceTheIntervalIsOver() {
        // Given
        pace.processed();

        // When
        look.punctuate(NOW + 99);
        boolean early = context.committed();
        look.punctuate(NOW + 100);

        // Then
        assertThat(early).isFalse();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void asksForNothingWhenNothingHappened() {
        // When
        look.punctuate(NOW + 1_000);

        // Then
        assertThat(context.committed()).isFalse();
    }

    @Test
    void countsTheIntervalFromTheLastCommit() {
        // Given
        pace.processed();
        context.setCurrentSystemTimeMs(NOW + 90);
        pace.committed();
        pace.processed();

        // When
        look.punctuate(NOW + 150);

        // Then
        assertThat(context.committed()).isFalse();
    }

    @Test
    void leavesABacklogToTheLongerInterval() {
        // Given
        context.setCurrentStreamTimeMs(NOW - 60_000);
        pace.processed();

        // When
        look.punctuate(NOW + 1_000);

        // Then
        assertThat(context.committed()).isFalse();
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final long NOW = 1_800_000_000_000L;

    private final MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
    private final AtomicLong busy = new AtomicLong();
    private CommitPace pace;
    private Punctuator look;

    @BeforeEach
    void start() {
        context.setCurrentSystemTimeMs(NOW);
        context.setCurrentStreamTimeMs(NOW);
        pace = CommitPace.start(context, Duration.ofMillis(100), busy);
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

        // When
        for (int millis = 0; millis <= 1_000; millis += 25) {
            pace.processed();
            look.punctuate(NOW + millis);
        }

        // Then
        assertThat(context.committed()).isFalse();
    }

    @Test
    void asksForACommitWhenABacklogHasEnded() {
        // Given
        context.setCurrentStreamTimeMs(NOW - 60_000);
        pace.processed();
        look.punctuate(NOW + 1_000);

        // When
        look.punctuate(NOW + 1_099);
        boolean early = context.committed();
        look.punctuate(NOW + 1_100);

        // Then
        assertThat(early).isFalse();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void waitsWithTheEndOfOnePartitionWhileOthersGoOn() {
        // Given
        context.setCurrentStreamTimeMs(NOW - 60_000);
        pace.processed();
        look.punctuate(NOW + 1_000);

        // When
        busy.set(NOW + 1_050);
        look.punctuate(NOW + 1_149);
        boolean early = context.committed();
        look.punctuate(NOW + 1_150);

        // Then
        assertThat(early).isFalse();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void tellsTheOthersWhenHooksAreProcessed() {
        // Given
        context.setCurrentStreamTimeMs(NOW - 60_000);
        pace.processed();

        // When
        look.punctuate(NOW + 1_050);

        // Then
        assertThat(busy).hasValue(NOW + 1_050);
    }

    @Test
    void asksForNothingMoreOnceTheEndIsCommitted() {
        // Given
        context.setCurrentStreamTimeMs(NOW - 60_000);
        pace.processed();
        look.punctuate(NOW + 1_000);
        context.setCurrentSystemTimeMs(NOW + 1_100);
        pace.committed();

        // When
        look.punctuate(NOW + 10_000);

        // Then
        assertThat(context.committed()).isFalse();
    }
}

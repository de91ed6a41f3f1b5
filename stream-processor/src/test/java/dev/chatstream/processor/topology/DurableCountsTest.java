/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.bounds.Bounds;
import dev.chatstream.processor.identity.HookCounts;
import dev.chatstream.processor.identity.HookCounts.What;
import dev.chatstream.processor.support.Hooks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableCountsTest {
    @TempDir
    private Path stateDir;

    private PipelineFixture pipeline;

    @BeforeEach
    void start() {
        pipeline = new PipelineFixture(stateDir);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private Map<What, Long> counted() {
        HookCounts counts = pipeline.state().counts();
        Map<What, Long> counted = new EnumMap<>(What.class);
        Arrays.stream(What.values())
                .filter(what -> counts.count(what) != 0)
                .forEach(what -> counted.put(what, counts.count(what)));
        return counted;
    }

    @Test
    void countsNothingBeforeTheFirstHook() {
        assertThat(pipeline.state().counts()).isEqualTo(HookCounts.NONE);
    }

    @Test
    void countsEveryHookAsExactlyOneOutcome() {
        // When
        pipeline.pipe(Hooks.sample());
        pipeline.pipe(Hooks.sample().receivedAt(NOON.plusSeconds(1)));
        pipeline.pipe(Hooks.sample().event("newer").receivedAt(NOON.plusSeconds(2)));
        pipeline.pipe(Hooks.sample().event("older").receivedAt(NOON.minusSeconds(1)));
        pipeline.pipe(Hooks.sample().channelId(2).event("late").endedAt(NOON.minus(Duration.ofDays(40))));
        pipeline.pipe("208".getBytes(StandardCharsets.UTF_8), new byte[] {1}, NOON);

        // Then
        assertThat(counted())
                .isEqualTo(Map.of(
                        What.FIRST, 1L,
                        What.DUPLICATE, 1L,
                        What.REVISION, 1L,
                        What.SUPERSEDED, 1L,
                        What.LATE, 1L,
                        What.UNREADABLE, 1L,
                        What.LATE_MINUTE, 1L));
        assertThat(pipeline.hooks("first")).isEqualTo(1);
        assertThat(pipeline.hooks("unreadable")).isEqualTo(1);
    }

    @Test
    void countsLateForEachLengthOfPanesByItself() {
        // When
        pipeline.pipe(Hooks.sample().endedAt(NOON.minus(Bounds.MINUTE_RETENTION)));
        pipeline.pipe(Hooks.sample()
                .channelId(2)
                .event("b")
                .endedAt(NOON.minus(Bounds.MINUTE_RETENTION).minusMillis(1)));
        pipeline.pipe(Hooks.sample()
                .channelId(3)
                .event("c")
                .endedAt(NOON.minus(Bounds.QUARTER_RETENTION).minusMillis(1)));

        // Then
        assertThat(counted())
                .isEqualTo(Map.of(What.FIRST, 2L, What.LATE, 1L, What.LATE_MINUTE, 2L, What.LATE_QUARTER, 1L));
    }

    @Test
    void countsAnomaliesByKindAndTheFuture() {
        // When
        pipeline.pipe(Hooks.sample().endedAt(NOON.plus(Duration.ofDays(1))).channel(c -> c.setRating(0L)));
        pipeline.pipe(Hooks.sample().channelId(2).event("b").channel(c -> c.setRating(9L)));

        // Then
        assertThat(pipeline.state().counts().anomalies())
                .isEqualTo(Map.of("rating.outOfScale", 2L, "end.inFuture", 1L));
        assertThat(counted()).containsEntry(What.FUTURE, 1L);
        assertThat(pipeline.meters
                        .counter("chatstream.processor.anomalies", "kind", "rating.outOfScale")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void forgetsTheLowestRankedOfTooManyRevisions() {
        // Given
        for (int i = 0; i < Bounds.MOST_REVISIONS; i++) {
            pipeline.pipe(revision(i, i));
        }
        assertThat(counted()).doesNotContainKey(What.FORGOTTEN_REVISION);

        // When
        pipeline.pipe(revision(Bounds.MOST_REVISIONS, Bounds.MOST_REVISIONS));

        // Then
        assertThat(counted()).containsEntry(What.FORGOTTEN_REVISION, 1L).containsEntry(What.REVISION, 16L);

        // When one that is remembered comes again, and one that is not
        pipeline.pipe(revision(1, 100));
        pipeline.pipe(revision(0, 101));

        // Then the latter is as good as new: the price of a bounded memory
        assertThat(counted())
                .containsEntry(What.DUPLICATE, 1L)
                .containsEntry(What.REVISION, 17L)
                .containsEntry(What.FORGOTTEN_REVISION, 2L);
    }

    private static Hooks revision(int number, int receivedSecond) {
        return Hooks.sample().event("r" + number).receivedAt(NOON.plusSeconds(receivedSecond));
    }

    @Test
    void countsPanesThatAreNoLongerKept() {
        // Given a partition that has come far
        pipeline.pipe(Hooks.sample());
        pipeline.pipe(Hooks.sample()
                .channelId(2)
                .event("newest")
                .receivedAt(NOON.plus(Duration.ofDays(5)))
                .endedAt(NOON.plus(Duration.ofDays(5))));

        // When a hook arrives that was on its way for five days
        pipeline.pipe(Hooks.sample().channelId(3).event("delayed"));

        // Then account, agent and trigger
        assertThat(counted()).containsEntry(What.EXPIRED_MINUTE, 3L).doesNotContainKey(What.EXPIRED_QUARTER);
    }
}

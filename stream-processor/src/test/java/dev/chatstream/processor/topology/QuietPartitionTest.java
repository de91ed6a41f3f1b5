/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.store.StoreNames;
import dev.chatstream.processor.support.Hooks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under exactly once, Kafka Streams wipes all state of a partition at the next start when one of its stores has no
 * committed offset. Here the stores are the real ones, in partitions where little or nothing is counted.
 */
class QuietPartitionTest {
    private static final List<String> PANES = List.of(StoreNames.MINUTE, StoreNames.QUARTER);

    /** More than panes of either granularity are kept. */
    private static final Duration LONG = Duration.ofDays(100);

    /** What Kafka Streams keeps as the offset of a store whose changelog is empty. */
    private static final long NOTHING_READ = -4;

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

    private @Nullable Long offset(String store) {
        StateStore found =
                Objects.requireNonNull(pipeline.driver.getAllStateStores().get(store));
        return found.committedOffset(new TopicPartition("test-" + store + "-changelog", 0));
    }

    private List<String> segments(String store) throws Exception {
        try (Stream<Path> files = Files.walk(stateDir)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(store + "."))
                    .toList();
        }
    }

    private void onlyUnreadableHooksUntil(Instant moment) {
        pipeline.pipe("208".getBytes(StandardCharsets.UTF_8), new byte[] {1}, moment);
    }

    @Test
    void a_partition_in_which_nothing_was_ever_counted_keeps_its_state() {
        // When
        onlyUnreadableHooksUntil(NOON);

        // Then
        assertThat(PANES).allSatisfy(store -> assertThat(offset(store)).isEqualTo(NOTHING_READ));
        assertThat(offset(StoreNames.CONVERSATION)).isNotNegative();
        assertThat(offset(StoreNames.ROLLING)).isEqualTo(NOTHING_READ);
    }

    @Test
    void the_time_passing_without_a_pane_drops_no_segment_and_no_offset() throws Exception {
        // Given
        pipeline.pipe(Hooks.sample());
        List<String> minutes = segments(StoreNames.MINUTE);
        List<String> quarters = segments(StoreNames.QUARTER);

        // When
        onlyUnreadableHooksUntil(NOON.plus(LONG));
        pipeline.driver.advanceWallClockTime(LONG);

        // Then
        assertThat(minutes).isNotEmpty().isEqualTo(segments(StoreNames.MINUTE));
        assertThat(quarters).isNotEmpty().isEqualTo(segments(StoreNames.QUARTER));
        assertThat(PANES).allSatisfy(store -> assertThat(offset(store)).isNotNegative());
    }

    @Test
    void a_pane_long_after_the_last_one_drops_what_was_before_and_brings_its_own_segment() throws Exception {
        // Given
        pipeline.pipe(Hooks.sample());
        List<String> before = segments(StoreNames.MINUTE);

        // When
        Instant later = NOON.plus(LONG);
        pipeline.pipe(Hooks.sample().event("later").endedAt(later).receivedAt(later));

        // Then
        assertThat(segments(StoreNames.MINUTE)).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(PANES).allSatisfy(store -> assertThat(offset(store)).isNotNegative());
    }

    @Test
    void a_store_whose_only_pane_was_taken_out_again_keeps_its_offset() {
        // Given
        pipeline.pipe(Hooks.sample());

        // When the revision lies too far back for panes of a minute
        pipeline.pipe(Hooks.sample()
                .event("revised")
                .between(NOON.minusSeconds(60).minusMillis(36_984), NOON.minus(Duration.ofDays(5)))
                .receivedAt(NOON.plusSeconds(1)));

        // Then
        WindowStore<Bytes, byte[]> minutes = pipeline.driver.getWindowStore(StoreNames.MINUTE);
        try (var rows = minutes.all()) {
            assertThat(rows.hasNext()).isFalse();
        }
        assertThat(offset(StoreNames.MINUTE)).isNotNegative();
    }
}

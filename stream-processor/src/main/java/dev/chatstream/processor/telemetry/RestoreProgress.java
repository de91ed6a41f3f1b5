/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;

/** How far state is behind its changelogs: what is being restored, and what is kept as a standby. */
public final class RestoreProgress implements StateRestoreListener, StandbyUpdateListener {
    private final Map<TopicPartition, Long> remaining = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> behind = new ConcurrentHashMap<>();
    private final Counter restored;
    private final Begin begin;

    /** Told when a store begins to be filled. */
    @FunctionalInterface
    public interface Begin {
        /**
         * A store of a partition.
         *
         * @param offset of the changelog's first record that is read; all before it is there
         */
        void at(String store, int partition, long offset);
    }

    public RestoreProgress(MeterRegistry meters, Begin begin) {
        this.begin = begin;
        restored = Counter.builder("chatstream.processor.restored")
                .description("Records of changelogs read to restore state that was not on disk")
                .baseUnit("records")
                .register(meters);
        Gauge.builder("chatstream.processor.restore.remaining", remaining, RestoreProgress::sum)
                .description("Records of changelogs yet to be read before processing goes on")
                .baseUnit("records")
                .register(meters);
        Gauge.builder("chatstream.processor.standby.lag", behind, RestoreProgress::sum)
                .description("Records by which copies of other instances' partitions are behind")
                .baseUnit("records")
                .register(meters);
    }

    private static double sum(Map<TopicPartition, Long> records) {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Records yet to be restored. */
    public double remaining() {
        return sum(remaining);
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long startingOffset, long endingOffset) {
        begin.at(store, changelog.partition(), startingOffset);
        remaining.put(changelog, Math.max(0, endingOffset - startingOffset));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEndOffset, long numRestored) {
        restored.increment((double) numRestored);
        remaining.computeIfPresent(changelog, (partition, left) -> Math.max(0, left - numRestored));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long totalRestored) {
        remaining.remove(changelog);
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long totalRestored) {
        remaining.remove(changelog);
    }

    @Override
    public void onUpdateStart(TopicPartition changelog, String store, long startingOffset) {
        begin.at(store, changelog.partition(), startingOffset);
        behind.put(changelog, 0L);
    }

    @Override
    public void onBatchLoaded(
            TopicPartition changelog,
            String store,
            TaskId task,
            long batchEndOffset,
            long batchSize,
            long currentEndOffset) {
        behind.put(changelog, Math.max(0, currentEndOffset - batchEndOffset - 1));
    }

    @Override
    public void onUpdateSuspended(
            TopicPartition changelog, String store, long storeOffset, long currentEndOffset, SuspendReason reason) {
        behind.remove(changelog);
    }
}

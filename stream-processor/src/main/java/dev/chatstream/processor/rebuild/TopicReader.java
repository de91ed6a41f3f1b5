/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rebuild;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads what is committed in a topic of Kafka. */
public final class TopicReader implements RecordLog, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final List<TopicPartition> partitions;

    /**
     * @param consumer reads only what is committed, and is closed with this
     * @param from records of an earlier timestamp are skipped, as far as the broker's index can tell
     */
    public TopicReader(Consumer<byte[], byte[]> consumer, String topic, Instant from) {
        this.consumer = consumer;
        this.topic = topic;
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        seek(from);
    }

    @Override
    public String topic() {
        return topic;
    }

    private void seek(Instant from) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, from.toEpochMilli()));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, @Nullable OffsetAndTimestamp> starts = new HashMap<>(consumer.offsetsForTimes(wanted));
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
        }
    }

    /** @throws IllegalStateException when the broker gives nothing for a minute */
    @Override
    public void readToEnd(BiConsumer<byte @Nullable [], byte @Nullable []> visitor, LongConsumer progress) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long left = left(ends);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (left > 0) {
            progress.accept(left);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                visitor.accept(record.key(), record.value());
            }
            long now = left(ends);
            if (now < left) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new IllegalStateException(topic + ": nothing came for a minute, " + now + " records are left");
            }
            left = now;
        }
    }

    private long left(Map<TopicPartition, Long> ends) {
        long left = 0;
        for (TopicPartition partition : partitions) {
            left += Math.max(0, ends.getOrDefault(partition, 0L) - consumer.position(partition));
        }
        return left;
    }

    @Override
    public void close() {
        consumer.close();
    }
}

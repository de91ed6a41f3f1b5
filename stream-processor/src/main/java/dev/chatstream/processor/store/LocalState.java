/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Which partitions are here and which are elsewhere, for operators; blocks for a moment. */
public final class LocalState {
    private final Supplier<Optional<KafkaStreams>> streams;
    private final HostInfo self;

    /**
     * Looks at what {@code streams} holds, which is nothing until the program has started.
     *
     * @param self how other instances call this one
     */
    public LocalState(Supplier<Optional<KafkaStreams>> streams, HostInfo self) {
        this.streams = streams;
        this.self = self;
    }

    /** Latest receipt in the figures of each partition that is processed here and can be read. */
    public Map<Integer, Instant> watermarks() {
        Map<Integer, Instant> watermarks = new TreeMap<>();
        streams.get()
                .ifPresent(running -> running.metadataForLocalThreads().stream()
                        .flatMap(thread -> thread.activeTasks().stream())
                        .map(task -> task.taskId().partition())
                        .forEach(partition -> watermark(running, partition)
                                .ifPresent(receivedAt -> watermarks.put(partition, receivedAt))));
        return watermarks;
    }

    private static Optional<Instant> watermark(KafkaStreams running, int partition) {
        try {
            return Optional.ofNullable(rows(running, partition).get(Keys.watermark()))
                    .map(bytes -> Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong()));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            // being moved, or Kafka Streams is stopping
            return Optional.empty();
        }
    }

    private static ReadOnlyKeyValueStore<Bytes, byte[]> rows(KafkaStreams running, int partition) {
        return running.store(StoreQueryParameters.fromNameAndType(
                        StoreNames.CONVERSATION, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                .withPartition(partition)
                .enableStaleStores());
    }

    /** Whether each partition is either elsewhere or can be read here, be it as a copy. */
    public boolean answersForAll() {
        try {
            return streams.get().map(this::answersForAll).orElse(false);
        } catch (StreamsNotStartedException | IllegalStateException e) {
            // neither running nor rebalancing
            return false;
        }
    }

    private boolean answersForAll(KafkaStreams running) {
        Collection<StreamsMetadata> instances = running.streamsMetadataForStore(StoreNames.CONVERSATION);
        Set<Integer> all = new HashSet<>();
        Set<Integer> elsewhere = new HashSet<>();
        for (StreamsMetadata instance : instances) {
            Stream.concat(instance.topicPartitions().stream(), instance.standbyTopicPartitions().stream())
                    .map(TopicPartition::partition)
                    .forEach(partition -> {
                        all.add(partition);
                        if (!instance.hostInfo().equals(self)) {
                            elsewhere.add(partition);
                        }
                    });
        }
        all.removeAll(elsewhere);
        return (!all.isEmpty() || !elsewhere.isEmpty())
                && all.stream().allMatch(partition -> canBeRead(running, partition));
    }

    private static boolean canBeRead(KafkaStreams running, int partition) {
        try {
            rows(running, partition);
            return true;
        } catch (InvalidStateStoreException e) {
            return false;
        }
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.aggregate.Pane;
import dev.chatstream.schemas.serde.RecordDecoder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
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

/**
 * The state on this instance: of partitions that it processes, and copies of others. Blocks for a moment. Kafka Streams
 * shows stores that are being restored like any others, so what may be read is judged here.
 */
public final class LocalState {
    private final Supplier<Optional<KafkaStreams>> streams;
    private final HostInfo self;
    private final Processed processed;
    private final CopyLags lags;

    /**
     * Looks at what {@code streams} holds, which is nothing until the program has started.
     *
     * @param self how other instances call this one
     * @param processed told by the stages
     * @param lags how far copies are behind
     */
    public LocalState(Supplier<Optional<KafkaStreams>> streams, HostInfo self, Processed processed, CopyLags lags) {
        this.streams = streams;
        this.self = self;
        this.processed = processed;
        this.lags = lags;
    }

    /** Partitions that are processed here, and those that there are copies of, whether they can be read or not. */
    public Set<Integer> partitions() {
        Set<Integer> here = lags.partitions();
        here.addAll(processed.partitions());
        return here;
    }

    /** The state that hooks of {@code partition} are processed with; empty when they are not processed here. */
    public Optional<PartitionState> processed(
            int partition, RecordDecoder<Pane> panes, RecordDecoder<ConversationFacts> facts) {
        Object term = processed.term(partition);
        return term == null ? Optional.empty() : open(partition, panes, facts, () -> processed.term(partition) == term);
    }

    /** A copy that is close to the state it is a copy of; empty when there is none. */
    public Optional<PartitionState> copied(
            int partition, RecordDecoder<Pane> panes, RecordDecoder<ConversationFacts> facts) {
        return lags.isClose(partition)
                ? open(partition, panes, facts, () -> lags.isClose(partition)).filter(PartitionState::begun)
                : Optional.empty();
    }

    /** Records by which a copy lags behind; empty when there is none or nobody knows. */
    public OptionalLong copyLag(int partition) {
        return lags.lag(partition);
    }

    private Optional<PartitionState> open(
            int partition, RecordDecoder<Pane> panes, RecordDecoder<ConversationFacts> facts, BooleanSupplier same) {
        try {
            return streams.get().map(running -> PartitionState.of(running, partition, panes, facts, same));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            // being moved, or Kafka Streams is stopping
            return Optional.empty();
        }
    }

    /** Latest receipt in the figures of each partition that is processed here and can be read. */
    public Map<Integer, Instant> watermarks() {
        Map<Integer, Instant> watermarks = new TreeMap<>();
        streams.get()
                .ifPresent(running -> processed
                        .partitions()
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
            return streams.get().map(running -> answersForAll(running)).orElse(false);
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
        return (!all.isEmpty() || !elsewhere.isEmpty()) && all.stream().allMatch(this::canBeRead);
    }

    private boolean canBeRead(int partition) {
        return processed.partitions().contains(partition) || lags.isClose(partition);
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.AggregateSum;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.Pane;
import dev.chatstream.processor.identity.HookCounts;
import dev.chatstream.schemas.serde.RecordDecoder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * The stores of one partition, for reading beside the stream thread. Shows what is not yet committed, so a value may
 * step back after a crash by at most one commit interval.
 */
public final class PartitionState {
    private final ReadOnlyKeyValueStore<Bytes, byte[]> conversations;
    private final ReadOnlyWindowStore<Bytes, byte[]> minutes;
    private final ReadOnlyWindowStore<Bytes, byte[]> quarters;
    private final RecordDecoder<Pane> decoder;
    private final ConversationIndex index;
    private final BooleanSupplier same;

    /** For the thread that writes them. */
    public PartitionState(
            ReadOnlyKeyValueStore<Bytes, byte[]> conversations,
            ReadOnlyWindowStore<Bytes, byte[]> minutes,
            ReadOnlyWindowStore<Bytes, byte[]> quarters,
            RecordDecoder<Pane> decoder,
            RecordDecoder<ConversationFacts> facts) {
        this(conversations, minutes, quarters, decoder, facts, () -> true);
    }

    /** @param same whether these still are the stores that they were when they were found */
    private PartitionState(
            ReadOnlyKeyValueStore<Bytes, byte[]> conversations,
            ReadOnlyWindowStore<Bytes, byte[]> minutes,
            ReadOnlyWindowStore<Bytes, byte[]> quarters,
            RecordDecoder<Pane> decoder,
            RecordDecoder<ConversationFacts> facts,
            BooleanSupplier same) {
        this.conversations = conversations;
        this.minutes = minutes;
        this.quarters = quarters;
        this.decoder = decoder;
        this.same = same;
        this.index = new ConversationIndex(conversations, facts);
    }

    /**
     * The stores of {@code partition} on this instance, whatever they are: processed with, copies, or being restored.
     *
     * @param same whether they still are what they were found to be
     * @throws InvalidStateStoreException when they are not here
     */
    public static PartitionState of(
            KafkaStreams streams,
            int partition,
            RecordDecoder<Pane> decoder,
            RecordDecoder<ConversationFacts> facts,
            BooleanSupplier same) {
        return new PartitionState(
                streams.store(StoreQueryParameters.fromNameAndType(
                                StoreNames.CONVERSATION, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                        .withPartition(partition)
                        .enableStaleStores()),
                windows(streams, StoreNames.MINUTE, partition),
                windows(streams, StoreNames.QUARTER, partition),
                decoder,
                facts,
                same);
    }

    private static ReadOnlyWindowStore<Bytes, byte[]> windows(KafkaStreams streams, String name, int partition) {
        return streams.store(
                StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<Bytes, byte[]>windowStore())
                        .withPartition(partition)
                        .enableStaleStores());
    }

    /**
     * Looks whether the stores are still those that were found. One that is closed while it is read may look empty
     * first, so this is to be asked after reading.
     *
     * @throws InvalidStateStoreException when they are not
     */
    public void requireOpen() {
        Bytes nobody = Keys.watermark();
        Instant never = Instant.EPOCH;
        // each of these finds its store anew, and complains when it is closed
        minutes.fetch(nobody, never, never).close();
        quarters.fetch(nobody, never, never).close();
        if (!begun() || !same.getAsBoolean()) {
            throw new InvalidStateStoreException("the state was closed or begun anew while it was read");
        }
    }

    /** Whether a stream thread ever took the partition up; else nothing of the state can be believed. */
    public boolean begun() {
        return conversations.get(Keys.watermark()) != null || conversations.get(Keys.basis()) != null;
    }

    /** Accounts of which a hook was ever seen, after {@code after}, ascending, at most {@code most}. */
    public List<Long> accountsAfter(long after, int most) {
        List<Long> accounts = new ArrayList<>();
        if (after == Long.MAX_VALUE) {
            return accounts;
        }
        try (KeyValueIterator<Bytes, byte[]> rows =
                conversations.range(Keys.account(after + 1), Keys.account(Long.MAX_VALUE))) {
            while (accounts.size() < most && rows.hasNext()) {
                accounts.add(Keys.accountOf(rows.next().key));
            }
        }
        return accounts;
    }

    public boolean knows(long accountId) {
        return conversations.get(Keys.account(accountId)) != null;
    }

    public Optional<Instant> watermark() {
        return Optional.ofNullable(conversations.get(Keys.watermark()))
                .map(bytes -> Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong()));
    }

    /** What became of the partition's hooks since its state began; as exact as the state, and survives restarts. */
    public HookCounts counts() {
        byte[] stored = conversations.get(Keys.counts());
        return stored == null ? HookCounts.NONE : HookCountsCodec.decode(stored);
    }

    /** The conversations that count, by event time. */
    public ConversationIndex index() {
        return index;
    }

    /** All panes that start from {@code from} on and before {@code to}, merged. */
    public Aggregate sum(long accountId, DimensionKey about, Granularity granularity, Instant from, Instant to) {
        AggregateSum sum = new AggregateSum();
        each(accountId, about, granularity, from, to, (start, pane) -> sum.add(pane.counted()));
        return sum.total();
    }

    /** Shows all panes that start from {@code from} on and before {@code to}, in order of time. */
    public void each(
            long accountId,
            DimensionKey about,
            Granularity granularity,
            Instant from,
            Instant to,
            BiConsumer<Instant, Pane> visitor) {
        try (WindowStoreIterator<byte[]> found =
                panes(granularity).fetch(Keys.pane(accountId, about), from, to.minusMillis(1))) {
            while (found.hasNext()) {
                KeyValue<Long, byte[]> pane = found.next();
                visitor.accept(Instant.ofEpochMilli(pane.key), decoder.decode(pane.value));
            }
        }
    }

    /**
     * Shows the panes of every value of a dimension that start from {@code from} on and before {@code to}, until
     * {@code visitor} says false.
     */
    public void eachValue(
            long accountId,
            Dimension dimension,
            Granularity granularity,
            Instant from,
            Instant to,
            Predicate<Pane> visitor) {
        Bytes first = Keys.pane(accountId, new DimensionKey(dimension, ""));
        Bytes last = Keys.afterPanes(accountId, dimension);
        try (KeyValueIterator<Windowed<Bytes>, byte[]> found =
                panes(granularity).fetch(first, last, from, to.minusMillis(1))) {
            boolean more = true;
            while (more && found.hasNext()) {
                more = visitor.test(decoder.decode(found.next().value));
            }
        }
    }

    /** Start of the first pane from {@code from} on and before {@code to}; empty when there is none. */
    public Optional<Instant> first(
            long accountId, DimensionKey about, Granularity granularity, Instant from, Instant to) {
        try (WindowStoreIterator<byte[]> found =
                panes(granularity).fetch(Keys.pane(accountId, about), from, to.minusMillis(1))) {
            return found.hasNext() ? Optional.of(Instant.ofEpochMilli(found.next().key)) : Optional.empty();
        }
    }

    private ReadOnlyWindowStore<Bytes, byte[]> panes(Granularity granularity) {
        return granularity == Granularity.MINUTE ? minutes : quarters;
    }
}

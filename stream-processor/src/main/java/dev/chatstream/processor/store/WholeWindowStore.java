/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.apache.kafka.streams.state.internals.OffsetCheckpoint;
import org.jspecify.annotations.Nullable;

/**
 * A window store that is opened whole or not at all. After a crash Kafka Streams may find one segment of a store
 * damaged when it has opened others already; it wipes the state, but never closes those, because the store is not
 * registered yet. Their locks then keep the store from being opened again, and the program ends.
 *
 * <p>And one that is whole while it is empty. A window store keeps its offset in its segments, so one that never had a
 * row has none; under exactly once Kafka Streams takes that for damage at the next start and wipes all state of the
 * partition.
 */
final class WholeWindowStore implements WindowStore<Bytes, byte[]> {
    /** What Kafka Streams keeps in other kinds of stores as long as nothing of their changelog was read or written. */
    private static final long NOTHING_READ = OffsetCheckpoint.OFFSET_UNKNOWN;

    private final WindowStore<Bytes, byte[]> store;

    private WholeWindowStore(WindowStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Makes the stores of {@code supplier}, each of them such a store. */
    static WindowBytesStoreSupplier of(WindowBytesStoreSupplier supplier) {
        return new Supplier(supplier);
    }

    private record Supplier(WindowBytesStoreSupplier stores) implements WindowBytesStoreSupplier {
        @Override
        public String name() {
            return stores.name();
        }

        @Override
        public WindowStore<Bytes, byte[]> get() {
            return new WholeWindowStore(stores.get());
        }

        @Override
        public String metricsScope() {
            return stores.metricsScope();
        }

        @Override
        public long segmentIntervalMs() {
            return stores.segmentIntervalMs();
        }

        @Override
        public long windowSize() {
            return stores.windowSize();
        }

        @Override
        public boolean retainDuplicates() {
            return stores.retainDuplicates();
        }

        @Override
        public long retentionPeriod() {
            return stores.retentionPeriod();
        }
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        try {
            store.init(context, root);
        } catch (RuntimeException e) {
            try {
                store.close();
            } catch (RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        store.commit(changelogOffsets);
    }

    /** A store without rows is what reading its changelog begins with: there is nothing in it that could be damaged. */
    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        Long committed = store.committedOffset(partition);
        return committed == null && isEmpty() ? Long.valueOf(NOTHING_READ) : committed;
    }

    private boolean isEmpty() {
        try (KeyValueIterator<Windowed<Bytes>, byte[]> rows = store.all()) {
            return !rows.hasNext();
        }
    }

    @Override
    @Deprecated
    public boolean managesOffsets() {
        return store.managesOffsets();
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public boolean persistent() {
        return store.persistent();
    }

    @Override
    public boolean isOpen() {
        return store.isOpen();
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound positionBound, QueryConfig config) {
        return store.query(query, positionBound, config);
    }

    @Override
    public Position getPosition() {
        return store.getPosition();
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value, long start) {
        store.put(key, value, start);
    }

    @Override
    public byte @Nullable [] fetch(Bytes key, long start) {
        return store.fetch(key, start);
    }

    @Override
    public WindowStoreIterator<byte[]> fetch(Bytes key, long from, long to) {
        return store.fetch(key, from, to);
    }

    @Override
    public WindowStoreIterator<byte[]> backwardFetch(Bytes key, long from, long to) {
        return store.backwardFetch(key, from, to);
    }

    @Override
    public KeyValueIterator<Windowed<Bytes>, byte[]> fetch(Bytes first, Bytes last, long from, long to) {
        return store.fetch(first, last, from, to);
    }

    @Override
    public KeyValueIterator<Windowed<Bytes>, byte[]> backwardFetch(Bytes first, Bytes last, long from, long to) {
        return store.backwardFetch(first, last, from, to);
    }

    @Override
    public KeyValueIterator<Windowed<Bytes>, byte[]> fetchAll(long from, long to) {
        return store.fetchAll(from, to);
    }

    @Override
    public KeyValueIterator<Windowed<Bytes>, byte[]> backwardFetchAll(long from, long to) {
        return store.backwardFetchAll(from, to);
    }

    @Override
    public KeyValueIterator<Windowed<Bytes>, byte[]> all() {
        return store.all();
    }

    @Override
    public KeyValueIterator<Windowed<Bytes>, byte[]> backwardAll() {
        return store.backwardAll();
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an index row beside each row of a conversation. It is made from the row itself, both where the row is written
 * and where it comes back from the changelog, so the changelog need not carry it: that is one record less for every
 * hook.
 *
 * <p>An index row may be left over: where a compacted changelog skips the row that would have removed it. Whoever reads
 * the index looks at the conversation as well.
 */
final class IndexingStore implements KeyValueStore<Bytes, byte[]> {
    private final KeyValueStore<Bytes, byte[]> rows;

    private IndexingStore(KeyValueStore<Bytes, byte[]> rows) {
        this.rows = rows;
    }

    /** Makes the stores of {@code supplier}, each of them such a store. */
    static KeyValueBytesStoreSupplier of(KeyValueBytesStoreSupplier supplier) {
        return new Supplier(supplier);
    }

    private record Supplier(KeyValueBytesStoreSupplier stores) implements KeyValueBytesStoreSupplier {
        @Override
        public String name() {
            return stores.name();
        }

        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new IndexingStore(stores.get());
        }

        @Override
        public String metricsScope() {
            return stores.metricsScope();
        }
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        rows.init(new RestoringContext(context, new Restoration()), root);
    }

    private final class Restoration implements BatchingStateRestoreCallback {
        @Override
        public void restoreAll(Collection<KeyValue<byte[], byte[]>> records) {
            List<KeyValue<Bytes, byte[]>> restored = new ArrayList<>(2 * records.size());
            for (KeyValue<byte[], byte[]> changed : records) {
                restored.addAll(changes(Bytes.wrap(changed.key), changed.value));
            }
            rows.putAll(restored);
        }
    }

    /**
     * What is to be written when the row of {@code key} becomes {@code value}: the row itself, and what follows from
     * it.
     */
    private List<KeyValue<Bytes, byte[]>> changes(Bytes key, byte @Nullable [] value) {
        KeyValue<Bytes, byte[]> row = new KeyValue<>(key, value);
        if (!Keys.isConversation(key)) {
            return List.of(row);
        }
        if (value == null) {
            byte[] before = rows.get(key);
            return before == null
                    ? List.of(row)
                    : List.of(row, removed(key, ConversationPlace.of(before).countedAt()));
        }
        ConversationPlace place = ConversationPlace.of(value);
        KeyValue<Bytes, byte[]> entry = new KeyValue<>(Keys.countedAt(key, place.countedAt()), place.indexValue());
        return place.replaced() == null ? List.of(row, entry) : List.of(row, entry, removed(key, place.replaced()));
    }

    private static KeyValue<Bytes, byte[]> removed(Bytes key, Instant countedAt) {
        return new KeyValue<>(Keys.countedAt(key, countedAt), null);
    }

    /** A conversation's rows in one go, which takes RocksDB less time than one after the other. */
    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        List<KeyValue<Bytes, byte[]>> changes = changes(key, value);
        if (changes.size() == 1) {
            rows.put(key, value);
        } else {
            rows.putAll(changes);
        }
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        byte[] before = rows.get(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    /** Of different keys. Written in their order, in which RocksDB finds the place of each beside the one before. */
    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        List<KeyValue<Bytes, byte[]>> changes = new ArrayList<>(2 * entries.size());
        entries.forEach(entry -> changes.addAll(changes(entry.key, entry.value)));
        changes.sort(Comparator.comparing(change -> change.key));
        rows.putAll(changes);
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] before = rows.get(key);
        put(key, null);
        return before;
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        rows.commit(changelogOffsets);
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return rows.committedOffset(partition);
    }

    @Override
    @Deprecated
    public boolean managesOffsets() {
        return rows.managesOffsets();
    }

    @Override
    public void close() {
        rows.close();
    }

    @Override
    public boolean persistent() {
        return rows.persistent();
    }

    @Override
    public boolean isOpen() {
        return rows.isOpen();
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound positionBound, QueryConfig config) {
        return rows.query(query, positionBound, config);
    }

    @Override
    public Position getPosition() {
        return rows.getPosition();
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return rows.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return rows.range(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        return rows.reverseRange(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return rows.all();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseAll() {
        return rows.reverseAll();
    }

    @Override
    public <S extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, S serializer) {
        return rows.prefixScan(prefix, serializer);
    }

    @Override
    public long approximateNumEntries() {
        return rows.approximateNumEntries();
    }
}

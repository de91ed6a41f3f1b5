/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.processor.aggregate.Subject;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** One row for everybody whose rolling values are kept current. */
public final class RollingStore {
    private final KeyValueStore<Bytes, byte[]> rows;

    public RollingStore(KeyValueStore<Bytes, byte[]> rows) {
        this.rows = rows;
    }

    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(StoreNames.ROLLING), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    public byte @Nullable [] get(Subject subject) {
        return rows.get(key(subject));
    }

    public void put(Subject subject, byte[] row) {
        rows.put(key(subject), row);
    }

    public void delete(Subject subject) {
        rows.delete(key(subject));
    }

    /** Hands over every row. */
    public void forEach(BiConsumer<Subject, byte[]> action) {
        try (KeyValueIterator<Bytes, byte[]> all = rows.all()) {
            all.forEachRemaining(row -> action.accept(Keys.subjectOf(row.key), row.value));
        }
    }

    private static Bytes key(Subject subject) {
        return Keys.pane(subject.accountId(), subject.about());
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.PaneKey;
import dev.chatstream.processor.bounds.Bounds;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/** Panes of one granularity by account, dimension and start. A window store, so that old panes expire by themselves. */
public final class PaneStore {
    private final WindowStore<Bytes, byte[]> panes;
    private final NewKeys newOnes;

    /** @param conversations of the same partition, which tell how far it is processed */
    public PaneStore(WindowStore<Bytes, byte[]> panes, ReadOnlyKeyValueStore<Bytes, byte[]> conversations) {
        this.panes = panes;
        // a receipt may be ahead of its record's time, and a pane of its receipt
        this.newOnes =
                new NewKeys(ConversationStore.watermark(conversations).plus(Bounds.CLOCK_TOLERANCE.multipliedBy(2)));
    }

    public static StoreBuilder<WindowStore<Bytes, byte[]>> builder(Granularity granularity) {
        return Stores.windowStoreBuilder(
                        WholeWindowStore.of(Stores.persistentWindowStore(
                                StoreNames.of(granularity), granularity.keptFor(), granularity.length(), false)),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withCachingDisabled();
    }

    /** The stored pane in wire format; null when nothing was counted in it. */
    public byte @Nullable [] get(PaneKey key) {
        if (newOnes.isNew(key.start(), key.hashCode())) {
            return null;
        }
        return panes.fetch(Keys.pane(key.accountId(), key.about()), millis(key.start()));
    }

    /** Replaces a pane; null removes it. */
    public void put(PaneKey key, byte @Nullable [] pane) {
        newOnes.put(key.start(), key.hashCode());
        panes.put(Keys.pane(key.accountId(), key.about()), pane, millis(key.start()));
    }

    private static long millis(Instant start) {
        return start.toEpochMilli();
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.PaneKey;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/** Panes of one granularity by account, dimension and start. A window store, so that old panes expire by themselves. */
public final class PaneStore {
    private final WindowStore<Bytes, byte[]> panes;

    public PaneStore(WindowStore<Bytes, byte[]> panes) {
        this.panes = panes;
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
        return panes.fetch(Keys.pane(key.accountId(), key.about()), millis(key.start()));
    }

    /** Replaces a pane; null removes it. */
    public void put(PaneKey key, byte @Nullable [] pane) {
        panes.put(Keys.pane(key.accountId(), key.about()), pane, millis(key.start()));
    }

    private static long millis(Instant start) {
        return start.toEpochMilli();
    }
}

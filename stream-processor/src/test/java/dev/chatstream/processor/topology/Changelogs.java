/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.processor.store.StoreNames;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.test.TestRecord;

/** What a driver wrote to the changelog of each store, in order. */
record Changelogs(Map<String, List<TestRecord<byte[], byte[]>>> records) {
    private static final List<String> STORES = List.of(StoreNames.CONVERSATION, StoreNames.MINUTE, StoreNames.QUARTER);

    static Changelogs of(PipelineFixture pipeline) {
        Map<String, List<TestRecord<byte[], byte[]>>> records = new HashMap<>();
        for (String store : STORES) {
            records.put(
                    store,
                    pipeline.driver
                            .createOutputTopic(
                                    "test-" + store + "-changelog",
                                    new ByteArrayDeserializer(),
                                    new ByteArrayDeserializer())
                            .readRecordsToList());
        }
        return new Changelogs(records);
    }

    /** Puts it all into the stores of another driver, and closes them, which writes them to its folder. */
    void restoreInto(PipelineFixture pipeline) {
        KeyValueStore<Bytes, byte[]> conversations = pipeline.driver.getKeyValueStore(StoreNames.CONVERSATION);
        of(StoreNames.CONVERSATION).forEach(change -> conversations.put(Bytes.wrap(change.key()), change.value()));
        conversations.close();
        for (String name : List.of(StoreNames.MINUTE, StoreNames.QUARTER)) {
            WindowStore<Bytes, byte[]> panes = pipeline.driver.getWindowStore(name);
            of(name).forEach(change -> restorePane(panes, change));
            panes.close();
        }
    }

    private List<TestRecord<byte[], byte[]>> of(String store) {
        return records.getOrDefault(store, List.of());
    }

    /** The key of a window store's change: the key proper, the window's start, and a number that is always 0. */
    private static void restorePane(WindowStore<Bytes, byte[]> store, TestRecord<byte[], byte[]> change) {
        byte[] key = change.key();
        int end = key.length - Long.BYTES - Integer.BYTES;
        long start = ByteBuffer.wrap(key, end, Long.BYTES).getLong();
        store.put(Bytes.wrap(Arrays.copyOf(key, end)), change.value(), start);
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.processor.identity.HookCounts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts to bytes: a format number, how many counts follow, the counts, then for each anomaly the length of its code,
 * the code, and its count. A row of an older version has fewer counts, one of a newer version more.
 */
final class HookCountsCodec {
    private static final byte FORMAT = 1;

    private HookCountsCodec() {}

    static byte[] encode(HookCounts counts) {
        long[] values = counts.counts();
        int size = 2 + values.length * Long.BYTES;
        for (String code : counts.anomalies().keySet()) {
            size += 1 + code.length() + Long.BYTES;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).put(FORMAT).put((byte) values.length);
        for (long value : values) {
            bytes.putLong(value);
        }
        for (Map.Entry<String, Long> anomaly : counts.anomalies().entrySet()) {
            byte[] code = anomaly.getKey().getBytes(StandardCharsets.US_ASCII);
            bytes.put((byte) code.length).put(code).putLong(anomaly.getValue());
        }
        return bytes.array();
    }

    static HookCounts decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        byte format = bytes.get();
        if (format != FORMAT) {
            throw new IllegalStateException("counts of the conversation store: format " + format + " (expected: "
                    + FORMAT + "); the state was written by a newer version");
        }
        long[] values = new long[bytes.get()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getLong();
        }
        SortedMap<String, Long> anomalies = new TreeMap<>();
        while (bytes.hasRemaining()) {
            byte[] code = new byte[bytes.get()];
            bytes.get(code);
            anomalies.put(new String(code, StandardCharsets.US_ASCII), bytes.getLong());
        }
        return HookCounts.of(values, anomalies);
    }
}

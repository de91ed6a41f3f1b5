/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import dev.chatstream.processor.query.RollingWindow;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of the values written about one subject.
 *
 * @param written when windows of each pace were last written
 * @param fingerprints of the values that stand in the topic; a window without one stands there not at all
 */
record RollingRow(Map<Pace, Instant> written, Map<RollingWindow, Long> fingerprints) {
    static final RollingRow EMPTY = new RollingRow(Map.of(), Map.of());

    /** The order of the stored fields: a new one goes to the end. */
    private static final List<Pace> PACES = List.of(Pace.FAST, Pace.STEADY, Pace.SLOW);

    private static final List<RollingWindow> WINDOWS = List.of(
            RollingWindow.FIVE_MINUTES,
            RollingWindow.QUARTER_HOUR,
            RollingWindow.HOUR,
            RollingWindow.DAY,
            RollingWindow.TODAY,
            RollingWindow.WEEK,
            RollingWindow.MONTH);

    private static final int LENGTH = (PACES.size() + WINDOWS.size()) * Long.BYTES;

    /** No fingerprint, and no instant that anything was written at. */
    private static final long NONE = 0;

    RollingRow {
        written = Map.copyOf(written);
        fingerprints = Map.copyOf(fingerprints);
    }

    static RollingRow decode(byte[] stored) {
        if (stored.length != LENGTH) {
            throw new IllegalStateException(
                    "a stored row of rolling values has " + stored.length + " bytes (expected: " + LENGTH + ")");
        }
        ByteBuffer fields = ByteBuffer.wrap(stored);
        Map<Pace, Instant> written = new EnumMap<>(Pace.class);
        for (Pace pace : PACES) {
            long millis = fields.getLong();
            if (millis != NONE) {
                written.put(pace, Instant.ofEpochMilli(millis));
            }
        }
        Map<RollingWindow, Long> fingerprints = new EnumMap<>(RollingWindow.class);
        for (RollingWindow window : WINDOWS) {
            long fingerprint = fields.getLong();
            if (fingerprint != NONE) {
                fingerprints.put(window, fingerprint);
            }
        }
        return new RollingRow(written, fingerprints);
    }

    /** After windows of a pace were written. */
    RollingRow with(Pace pace, Instant writtenAt, Map<RollingWindow, Long> standing) {
        Map<Pace, Instant> times = new EnumMap<>(Pace.class);
        times.putAll(written);
        times.put(pace, writtenAt);
        return new RollingRow(times, standing);
    }

    byte[] encode() {
        ByteBuffer fields = ByteBuffer.allocate(LENGTH);
        PACES.forEach(
                pace -> fields.putLong(written.getOrDefault(pace, Instant.EPOCH).toEpochMilli()));
        WINDOWS.forEach(window -> fields.putLong(fingerprints.getOrDefault(window, NONE)));
        return fields.array();
    }
}

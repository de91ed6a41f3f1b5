/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the index has a conversation: how its stored row begins, so that the index can be kept without reading the
 * facts. In bytes: the format of the row, then the event time, then which of the other two follow, then these.
 *
 * @param countedAt event time of the revision that counts
 * @param last event time until which the conversation must be remembered, if that is later; null usually
 * @param replaced where the index had the conversation before this row was written, if elsewhere; null usually
 */
record ConversationPlace(
        Instant countedAt, @Nullable Instant last, @Nullable Instant replaced) {
    private static final byte FORMAT = 2;
    private static final byte HAS_LAST = 1;
    private static final byte HAS_REPLACED = 2;
    private static final byte[] PRESENT = {1};

    int bytes() {
        return 2 + Long.BYTES + (last == null ? 0 : Long.BYTES) + (replaced == null ? 0 : Long.BYTES);
    }

    void write(ByteBuffer row) {
        row.put(FORMAT).putLong(countedAt.toEpochMilli());
        row.put((byte) ((last == null ? 0 : HAS_LAST) | (replaced == null ? 0 : HAS_REPLACED)));
        if (last != null) {
            row.putLong(last.toEpochMilli());
        }
        if (replaced != null) {
            row.putLong(replaced.toEpochMilli());
        }
    }

    /** Reads the beginning of a row, and leaves the rest of it in {@code row}. */
    static ConversationPlace read(ByteBuffer row) {
        byte format = row.get();
        if (format != FORMAT) {
            throw new IllegalStateException("conversation store: format " + format + " (expected: " + FORMAT
                    + "); another version wrote the state: run that one, or count afresh under another application.id");
        }
        Instant countedAt = Instant.ofEpochMilli(row.getLong());
        byte others = row.get();
        return new ConversationPlace(
                countedAt,
                (others & HAS_LAST) == 0 ? null : Instant.ofEpochMilli(row.getLong()),
                (others & HAS_REPLACED) == 0 ? null : Instant.ofEpochMilli(row.getLong()));
    }

    static ConversationPlace of(byte[] row) {
        return read(ByteBuffer.wrap(row));
    }

    byte[] indexValue() {
        return last == null
                ? PRESENT
                : ByteBuffer.allocate(Long.BYTES).putLong(last.toEpochMilli()).array();
    }
}

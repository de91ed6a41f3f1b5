/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import java.nio.ByteBuffer;

/** Confluent's wire format: one zero byte, the schema id in four bytes big-endian, then the Avro binary. */
public final class WireFormat {
    /** Bytes before the Avro binary. */
    public static final int HEADER_BYTES = 5;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    /** Writes the header for {@code schemaId} at the start of {@code target}. */
    public static void writeHeader(byte[] target, int schemaId) {
        ByteBuffer.wrap(target).put(MAGIC).putInt(schemaId);
    }

    /** Whether {@code value} starts with a header at all. */
    public static boolean hasHeader(byte[] value) {
        return value.length >= HEADER_BYTES && value[0] == MAGIC;
    }

    /**
     * Schema id of {@code value}.
     *
     * @throws IllegalArgumentException when the value does not start with a header
     */
    public static int schemaId(byte[] value) {
        if (!hasHeader(value)) {
            throw new IllegalArgumentException("value of " + value.length
                    + " bytes does not start with a schema id (expected: a zero byte and four bytes)");
        }
        return ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import dev.chatstream.schemas.registry.WireFormat;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;

/**
 * Avro's binary encoding into an array that grows, behind the header with the schema id. Avro's own encoders write to a
 * stream, byte by byte or through a buffer of their own. For one value after the other; not safe for use by several
 * threads.
 */
public final class ArrayEncoder extends BinaryEncoder {
    /** Most bytes that a number takes. */
    private static final int LONGEST_NUMBER = 10;

    /** A longer array is not kept for the next value, which is seldom as long. */
    private static final int MOST_KEPT = 64 << 10;

    private final int usual;
    private byte[] bytes;
    private int size;

    /**
     * Starts a value.
     *
     * @param usual bytes that the value is expected to have
     */
    public ArrayEncoder(int schemaId, int usual) {
        this.usual = Math.max(usual, WireFormat.HEADER_BYTES);
        this.bytes = new byte[this.usual];
        begin(schemaId);
    }

    /** Starts another value; what was written of the one before is gone. */
    void begin(int schemaId) {
        WireFormat.writeHeader(bytes, schemaId);
        size = WireFormat.HEADER_BYTES;
    }

    /** All that was written, header included. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** To be called when the value was taken and the next one may be long in coming. */
    void end() {
        if (bytes.length > Math.max(usual, MOST_KEPT)) {
            bytes = new byte[usual];
        }
    }

    /** Bytes that are taken, whether or not something is written there. */
    int capacity() {
        return bytes.length;
    }

    private void makeRoom(int more) {
        if (more > bytes.length - size) {
            int needed = Math.addExact(size, more);
            int doubled = (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
            bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
        }
    }

    @Override
    public void writeBoolean(boolean value) {
        makeRoom(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    @Override
    public void writeInt(int value) {
        makeRoom(LONGEST_NUMBER);
        size += BinaryData.encodeInt(value, bytes, size);
    }

    @Override
    public void writeLong(long value) {
        makeRoom(LONGEST_NUMBER);
        size += BinaryData.encodeLong(value, bytes, size);
    }

    @Override
    public void writeFloat(float value) {
        makeRoom(Float.BYTES);
        size += BinaryData.encodeFloat(value, bytes, size);
    }

    @Override
    public void writeDouble(double value) {
        makeRoom(Double.BYTES);
        size += BinaryData.encodeDouble(value, bytes, size);
    }

    @Override
    public void writeFixed(byte[] value, int start, int length) {
        makeRoom(length);
        System.arraycopy(value, start, bytes, size, length);
        size += length;
    }

    @Override
    protected void writeZero() {
        makeRoom(1);
        bytes[size++] = 0;
    }

    @Override
    public int bytesBuffered() {
        return 0;
    }

    @Override
    public void flush() {}
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import dev.chatstream.schemas.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes values in the wire format, header and Avro into one array. Reuses its buffers: for one thread at a time. */
final class AvroEncoder<T extends SpecificRecord> {
    private static final int START = 8 * 1024;
    /** A buffer that one large hook blew up is not kept for all the small ones after it. */
    private static final int LARGEST_KEPT = 256 * 1024;

    private final SpecificDatumWriter<T> writer;
    private ByteArrayOutputStream buffer = new ByteArrayOutputStream(START);
    private @Nullable BinaryEncoder reused;

    AvroEncoder(Class<T> type) {
        this.writer = new SpecificDatumWriter<>(type);
    }

    byte[] encode(T value, int schemaId) {
        buffer.reset();
        buffer.write(new byte[WireFormat.HEADER_BYTES], 0, WireFormat.HEADER_BYTES);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(buffer, reused);
        reused = encoder;
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        byte[] encoded = buffer.toByteArray();
        WireFormat.writeHeader(encoded, schemaId);
        if (encoded.length > LARGEST_KEPT) {
            buffer = new ByteArrayOutputStream(START);
        }
        return encoded;
    }
}

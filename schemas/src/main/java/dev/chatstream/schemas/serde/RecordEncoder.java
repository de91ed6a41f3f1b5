/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes records of one schema as Kafka values: the header with the schema id, then Avro's binary. Knows neither the
 * registry nor Kafka. Safe for use by several threads.
 *
 * @param <T> class of the records
 */
public final class RecordEncoder<T> {
    private static final int USUAL_BYTES = 1024;

    private final Schema schema;
    private final DatumWriter<T> writer;

    /** One for each thread: a new one for each value was 4 % of all that the processor allocated. */
    private final ThreadLocal<ArrayEncoder> encoders;

    private RecordEncoder(Schema schema, DatumWriter<T> writer) {
        this(schema, writer, USUAL_BYTES);
    }

    private RecordEncoder(Schema schema, DatumWriter<T> writer, int usualBytes) {
        this.schema = schema;
        this.writer = writer;
        this.encoders = ThreadLocal.withInitial(() -> new ArrayEncoder(0, usualBytes));
    }

    /** For a class generated from a schema. */
    public static <T extends SpecificRecord> RecordEncoder<T> of(Class<T> type) {
        SpecificDatumWriter<T> writer = new SpecificDatumWriter<>(type);
        return new RecordEncoder<>(writer.getSpecificData().getSchema(type), writer);
    }

    /**
     * For what has a writer of its own.
     *
     * @param writer made for {@code schema}: it must write what Avro would, and not encode with the result meanwhile
     * @param usualBytes bytes that a value is expected to have
     */
    public static <T> RecordEncoder<T> of(Schema schema, DatumWriter<T> writer, int usualBytes) {
        return new RecordEncoder<>(schema, writer, usualBytes);
    }

    /** For records that know their schema at run time only. */
    public static RecordEncoder<GenericRecord> generic(Schema schema) {
        return new RecordEncoder<>(schema, new GenericDatumWriter<>(schema));
    }

    /** For records of either kind; specific records need their conversions of logical types. */
    static RecordEncoder<Object> ofAny(Schema schema, boolean specific) {
        return new RecordEncoder<>(
                schema, specific ? new SpecificDatumWriter<>(schema) : new GenericDatumWriter<>(schema));
    }

    /** Schema of the records; its id is what {@link #encode} must be given. */
    public Schema schema() {
        return schema;
    }

    /**
     * The record as a value for Kafka.
     *
     * @param schemaId id that the registry gave {@link #schema()}
     * @throws RuntimeException Avro's own or a ClassCastException, when the record does not fit its schema
     */
    public byte[] encode(T record, int schemaId) {
        ArrayEncoder encoder = encoders.get();
        encoder.begin(schemaId);
        try {
            writer.write(record, encoder);
            return encoder.toBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } finally {
            encoder.end();
        }
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.registry.WireFormat;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kafka values back into records: the schema that a value was written with comes from the registry by the id in
 * its header, and Avro resolves it to the schema that is wanted. Knows nothing of Kafka. Safe for use by several
 * threads.
 *
 * @param <T> class of the records
 */
public final class RecordDecoder<T> {
    private final SchemaRegistry registry;
    private final Function<Schema, DatumReader<T>> readerFor;
    private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();

    RecordDecoder(SchemaRegistry registry, Function<Schema, DatumReader<T>> readerFor) {
        this.registry = registry;
        this.readerFor = readerFor;
    }

    /** Reads into a class generated from a schema, whatever compatible version a value was written with. */
    public static <T extends SpecificRecord> RecordDecoder<T> of(Class<T> type, SchemaRegistry registry) {
        SpecificData data = SpecificData.getForClass(type);
        Schema wanted = data.getSchema(type);
        return new RecordDecoder<>(registry, written -> new SpecificDatumReader<>(written, wanted, data));
    }

    /**
     * As {@link #of(Class, SchemaRegistry)}, but what was written with the class's own schema is read by {@code own},
     * which is made for it and may leave out what nobody asks for. Safe for use by several threads, as this is.
     */
    public static <T extends SpecificRecord> RecordDecoder<T> of(
            Class<T> type, DatumReader<T> own, SchemaRegistry registry) {
        return of(type, own, Function.identity(), registry);
    }

    /**
     * As {@link #of(Class, DatumReader, SchemaRegistry)}, into something else than the generated class.
     *
     * @param otherwise from what Avro reads where a value was written with another version of the schema
     */
    public static <S extends SpecificRecord, T> RecordDecoder<T> of(
            Class<S> type, DatumReader<T> own, Function<S, T> otherwise, SchemaRegistry registry) {
        SpecificData data = SpecificData.getForClass(type);
        Schema wanted = data.getSchema(type);
        String form = SchemaNormalization.toParsingForm(wanted);
        return new RecordDecoder<>(
                registry,
                written -> SchemaNormalization.toParsingForm(written).equals(form)
                        ? own
                        : new MappedReader<>(new SpecificDatumReader<>(written, wanted, data), otherwise));
    }

    private record MappedReader<S, T>(DatumReader<S> reader, Function<S, T> mapper) implements DatumReader<T> {
        @Override
        public void setSchema(Schema schema) {
            reader.setSchema(schema);
        }

        @Override
        public T read(@Nullable T reuse, Decoder in) throws IOException {
            return mapper.apply(reader.read(null, in));
        }
    }

    /** Reads into records that show exactly the schema that each value was written with. */
    public static RecordDecoder<GenericRecord> generic(SchemaRegistry registry) {
        return new RecordDecoder<>(registry, GenericDatumReader::new);
    }

    /** Reads into whichever generated class has the name of the schema that a value was written with. */
    static RecordDecoder<Object> specific(SchemaRegistry registry) {
        return new RecordDecoder<>(registry, written -> {
            Class<?> type = generatedClassOf(written);
            SpecificData data = SpecificData.getForClass(type);
            return new SpecificDatumReader<>(written, data.getSchema(type), data);
        });
    }

    private static Class<?> generatedClassOf(Schema written) {
        try {
            Class<?> type = SpecificData.get().getClass(written);
            if (type != null && SpecificRecord.class.isAssignableFrom(type)) {
                return type;
            }
        } catch (SecurityException e) {
            throw new UnreadableValueException("class " + written.getFullName() + " is not trusted by Avro", e);
        }
        throw new UnreadableValueException("no generated class " + written.getFullName() + " on the class path", null);
    }

    /**
     * The record in a value.
     *
     * @throws UnreadableValueException when the value is broken or of another kind, for ever
     * @throws RegistryException when the registry cannot tell the value's schema now; says nothing about the value
     */
    public T decode(byte[] value) {
        if (!WireFormat.hasHeader(value)) {
            throw new UnreadableValueException(
                    "value of " + value.length + " bytes has no header (expected: a zero byte, then a schema id)",
                    null);
        }
        int id = WireFormat.schemaId(value);
        DatumReader<T> known = readers.get(id);
        if (known != null) {
            return read(known, value, id);
        }
        DatumReader<T> reader = readerOf(id);
        T record = read(reader, value, id);
        // Published after its first use: Avro builds its fast reader then, in a field that is not volatile.
        readers.putIfAbsent(id, reader);
        return record;
    }

    private DatumReader<T> readerOf(int id) {
        try {
            return readerFor.apply(registry.byId(id));
        } catch (RegistryException e) {
            if (e.notFound() || e.unusable()) {
                throw new UnreadableValueException("schema " + id + " of the value: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private T read(DatumReader<T> reader, byte[] value, int id) {
        BinaryDecoder decoder = binary(value);
        T record;
        boolean complete;
        try {
            record = reader.read(null, decoder);
            complete = decoder.isEnd();
        } catch (IOException | AvroRuntimeException | UnsupportedOperationException | ClassCastException e) {
            // Neither message nor cause: both may quote the value, which is somebody's conversation.
            throw new UnreadableValueException(
                    "value of " + value.length + " bytes cannot be read with its schema " + id + " ("
                            + e.getClass().getSimpleName() + ")",
                    null);
        }
        if (!complete) {
            throw new UnreadableValueException(
                    "value of " + value.length + " bytes has more than its schema " + id + " describes", null);
        }
        return record;
    }

    /** Avro's decoder for what follows the header, without copying. */
    static BinaryDecoder binary(byte[] value) {
        return DecoderFactory.get()
                .binaryDecoder(value, WireFormat.HEADER_BYTES, value.length - WireFormat.HEADER_BYTES, null);
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.registry.SchemaRegistry.RegisteredSchema;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated or generic Avro records as Kafka values under the subject {@code <topic>-value}. Null becomes a
 * tombstone. Configured by Confluent's keys; {@code auto.register.schemas} is off unless set.
 *
 * @param <T> class of the records
 */
public final class AvroValueSerializer<T extends IndexedRecord> implements Serializer<T> {
    private final Map<SubjectSchema, Target> targets = new ConcurrentHashMap<>();
    private final boolean registryIsOurs;
    private @Nullable SchemaRegistry registry;
    private SerdeConfig config = SerdeConfig.DEFAULT;

    private record SubjectSchema(String subject, Schema schema) {}

    /** How records of one schema are written under one subject. */
    @FunctionalInterface
    private interface Target {
        byte[] write(Object value) throws IOException;
    }

    /** For Kafka, which calls {@link #configure} next. */
    public AvroValueSerializer() {
        this.registryIsOurs = true;
    }

    /** Uses the registry, and leaves it open when closed. */
    public AvroValueSerializer(SchemaRegistry registry) {
        this.registry = registry;
        this.registryIsOurs = false;
    }

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        config = SerdeConfig.of(configuration, isKey);
        if (registry == null) {
            registry = SchemaRegistry.open(configuration);
        }
    }

    /**
     * The record as a value.
     *
     * @throws SerializationException when the record does not fit, or its schema is not registered
     * @throws RegistryUnavailableException when the registry cannot be asked now
     */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        SubjectSchema key = new SubjectSchema(topic + "-value", value.getSchema());
        Target target = targets.get(key);
        if (target == null) {
            target = targetOf(key, value instanceof SpecificRecord);
            targets.put(key, target);
        }
        try {
            return target.write(value);
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            // No cause: its message may quote the value.
            throw new SerializationException("a record does not fit its schema "
                    + value.getSchema().getFullName() + " (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Target targetOf(SubjectSchema key, boolean specific) {
        SchemaRegistry open = registry;
        if (open == null) {
            throw new IllegalStateException("the serializer is not configured (expected: schema.registry.url)");
        }
        RecordEncoder<Object> encoder = RecordEncoder.ofAny(key.schema(), specific);
        try {
            if (config.useLatest()) {
                return newestTarget(key, encoder, open);
            }
            int id = config.autoRegister()
                    ? open.register(key.subject(), key.schema())
                    : open.lookUp(key.subject(), key.schema()).orElseThrow(() -> notRegistered(key));
            return record -> encoder.encode(record, id);
        } catch (RegistryException e) {
            if (e.retriable()) {
                throw new RegistryUnavailableException(e);
            }
            throw new SerializationException(e.getMessage(), e);
        }
    }

    /**
     * Fields may stand elsewhere in the newest schema, so a record of another one is resolved to it as a reader would.
     */
    private static Target newestTarget(SubjectSchema key, RecordEncoder<Object> own, SchemaRegistry open) {
        RegisteredSchema newest = open.latest(key.subject()).orElseThrow(() -> notRegistered(key));
        if (open.lookUp(key.subject(), key.schema())
                .filter(id -> id == newest.id())
                .isPresent()) {
            return record -> own.encode(record, newest.id());
        }
        RecordEncoder<GenericRecord> encoder = RecordEncoder.generic(newest.schema());
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(key.schema(), newest.schema());
        return record -> {
            byte[] written = own.encode(record, newest.id());
            return encoder.encode(reader.read(null, RecordDecoder.binary(written)), newest.id());
        };
    }

    private static SerializationException notRegistered(SubjectSchema key) {
        return new SerializationException("the subject " + key.subject() + " does not have the schema "
                + key.schema().getFullName() + " (expected: registered before, or " + SerdeConfig.AUTO_REGISTER
                + "=true)");
    }

    @Override
    public void close() {
        if (registryIsOurs && registry != null) {
            registry.close();
        }
    }
}

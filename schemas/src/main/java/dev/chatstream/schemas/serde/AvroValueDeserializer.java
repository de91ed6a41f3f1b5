/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.registry.SchemaRegistry;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kafka values into generated classes ({@code specific.avro.reader=true}) or generic records. A tombstone becomes
 * null. Configured by Confluent's keys.
 *
 * @param <T> class of the records
 */
public final class AvroValueDeserializer<T extends IndexedRecord> implements Deserializer<T> {
    private @Nullable RecordDecoder<? extends T> decoder;
    private @Nullable SchemaRegistry ownRegistry;
    private @Nullable SchemaRegistry givenRegistry;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroValueDeserializer() {}

    /**
     * Uses the registry, leaves it open when closed, and reads as {@link #configure} says, generic records by default.
     */
    public AvroValueDeserializer(SchemaRegistry registry) {
        this.givenRegistry = registry;
        configure(Map.of(), false);
    }

    private AvroValueDeserializer(RecordDecoder<T> decoder) {
        this.decoder = decoder;
    }

    /** Reads every value into the class. Needs no configuration. */
    public static <T extends SpecificRecord> AvroValueDeserializer<T> of(Class<T> type, SchemaRegistry registry) {
        return new AvroValueDeserializer<>(RecordDecoder.of(type, registry));
    }

    @Override
    @SuppressWarnings("unchecked") // which class comes out is decided by the configuration, as in Confluent's
    public void configure(Map<String, ?> configuration, boolean isKey) {
        SerdeConfig config = SerdeConfig.of(configuration, isKey);
        if (decoder != null && givenRegistry == null) {
            return;
        }
        SchemaRegistry registry = givenRegistry;
        if (registry == null) {
            registry = SchemaRegistry.open(configuration);
            ownRegistry = registry;
        }
        decoder = (RecordDecoder<? extends T>)
                (config.specificReader() ? RecordDecoder.specific(registry) : RecordDecoder.generic(registry));
    }

    /**
     * The record in the value.
     *
     * @throws SerializationException when the value is broken or of another kind, for ever
     * @throws RegistryUnavailableException when the registry cannot tell the value's schema now
     */
    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        RecordDecoder<? extends T> configured = decoder;
        if (configured == null) {
            throw new IllegalStateException("the deserializer is not configured (expected: schema.registry.url)");
        }
        try {
            return configured.decode(value);
        } catch (UnreadableValueException e) {
            throw new SerializationException(topic + ": " + e.getMessage(), e);
        } catch (RegistryException e) {
            throw new RegistryUnavailableException(e);
        }
    }

    @Override
    public void close() {
        if (ownRegistry != null) {
            ownRegistry.close();
        }
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import dev.chatstream.schemas.registry.SchemaRegistry;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * {@link AvroValueSerializer} and {@link AvroValueDeserializer} under one configuration, for Kafka Streams.
 *
 * @param <T> class of the records
 */
public final class AvroValueSerde<T extends IndexedRecord> implements Serde<T> {
    private final AvroValueSerializer<T> serializer;
    private final AvroValueDeserializer<T> deserializer;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroValueSerde() {
        this(new AvroValueSerializer<>(), new AvroValueDeserializer<>());
    }

    /** Uses the registry, and leaves it open when closed. */
    public AvroValueSerde(SchemaRegistry registry) {
        this(new AvroValueSerializer<>(registry), new AvroValueDeserializer<>(registry));
    }

    private AvroValueSerde(AvroValueSerializer<T> serializer, AvroValueDeserializer<T> deserializer) {
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    /** Reads every value into the class. Needs no configuration. */
    public static <T extends SpecificRecord> AvroValueSerde<T> of(Class<T> type, SchemaRegistry registry) {
        return new AvroValueSerde<>(new AvroValueSerializer<>(registry), AvroValueDeserializer.of(type, registry));
    }

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        serializer.configure(configuration, isKey);
        deserializer.configure(configuration, isKey);
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }
}

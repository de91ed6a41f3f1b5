/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.MetricsPane;
import dev.chatstream.processor.aggregate.Pane;
import dev.chatstream.processor.aggregate.PaneMapper;
import dev.chatstream.processor.aggregate.PaneReader;
import dev.chatstream.processor.aggregate.PaneWriter;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.serde.RecordDecoder;
import dev.chatstream.schemas.serde.RecordEncoder;
import org.apache.avro.specific.SpecificRecord;

/** Between a value and its bytes in Confluent's wire format: the stored form is the published form. */
public final class ValueCodec<T> {
    private static final int USUAL_FACTS = 384;
    private static final int USUAL_PANE = 256;

    private final RecordEncoder<T> encoder;
    private final RecordDecoder<T> decoder;
    private final int schemaId;

    private ValueCodec(RecordEncoder<T> encoder, RecordDecoder<T> decoder, int schemaId) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.schemaId = schemaId;
    }

    /** Writes under {@code schemaId}, reads whatever version {@code registry} knows. */
    public static <T extends SpecificRecord> ValueCodec<T> of(Class<T> type, int schemaId, SchemaRegistry registry) {
        return new ValueCodec<>(RecordEncoder.of(type), RecordDecoder.of(type, registry), schemaId);
    }

    /** Facts, of which every hook has some, written the fast way. */
    public static ValueCodec<ConversationFacts> facts(int schemaId, SchemaRegistry registry) {
        return new ValueCodec<>(
                RecordEncoder.of(ConversationFacts.getClassSchema(), new FactsWriter(), USUAL_FACTS),
                RecordDecoder.of(ConversationFacts.class, registry),
                schemaId);
    }

    /** Panes, of which every hook touches several, written and read the fast way. */
    public static ValueCodec<Pane> panes(int schemaId, SchemaRegistry registry) {
        return new ValueCodec<>(
                RecordEncoder.of(MetricsPane.getClassSchema(), new PaneWriter(), USUAL_PANE),
                paneDecoder(registry),
                schemaId);
    }

    /** For those who only read panes. */
    public static RecordDecoder<Pane> paneDecoder(SchemaRegistry registry) {
        return RecordDecoder.of(MetricsPane.class, new PaneReader(), PaneMapper::toPane, registry);
    }

    public byte[] encode(T value) {
        return encoder.encode(value, schemaId);
    }

    /** What {@link #decode} reads with. */
    public RecordDecoder<T> decoder() {
        return decoder;
    }

    /**
     * Reads bytes written with any schema that the registry knows.
     *
     * @throws dev.chatstream.schemas.serde.UnreadableValueException when the bytes are no such value
     * @throws dev.chatstream.schemas.registry.RegistryException when the registry cannot be reached
     */
    public T decode(byte[] bytes) {
        return decoder.decode(bytes);
    }
}

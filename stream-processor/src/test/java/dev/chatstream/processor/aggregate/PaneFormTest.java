/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.avro.Dimension;
import dev.chatstream.avro.MetricsPane;
import dev.chatstream.avro.SecondsHistogram;
import dev.chatstream.processor.store.ValueCodec;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import dev.chatstream.schemas.serde.RecordDecoder;
import dev.chatstream.schemas.serde.RecordEncoder;
import dev.chatstream.schemas.serde.UnreadableValueException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class PaneFormTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final int ID = REGISTRY.register("panes", MetricsPane.getClassSchema());
    private static final ValueCodec<Pane> PANES = ValueCodec.panes(ID, REGISTRY);

    /** A new field of the schema has no line in the writer and the reader: its place in the bytes tells. */
    private static void assertSameForm(MetricsPane pane) {
        byte[] byAvro = RecordEncoder.of(MetricsPane.class).encode(pane, ID);
        assertThat(PANES.decode(byAvro)).isEqualTo(PaneMapper.toPane(pane));
        assertThat(PANES.encode(PANES.decode(byAvro))).isEqualTo(byAvro);
    }

    private static MetricsPane.Builder bare() {
        return MetricsPane.newBuilder()
                .setAccountId(-1)
                .setDimension(Dimension.ACCOUNT)
                .setStart(START)
                .setSeconds(60);
    }

    private static MetricsPane full() {
        return bare().setDimension(Dimension.AGENT)
                .setValue("agent:3")
                .setFirstResponse(new SecondsHistogram(2L, 14L, List.of(3, 11), List.of(1L, 1L)))
                .setAvgResponse(new SecondsHistogram(1L, 4L, List.of(4), List.of(1L)))
                .setResponseTime(new SecondsHistogram(3L, 15L, List.of(5), List.of(3L)))
                .setDuration(new SecondsHistogram(1L, 600L, List.of(300), List.of(1L)))
                .setRatings(List.of(0L, 1L, 2L, 3L, 4_000_000_000L))
                .setAnomalies(new TreeMap<>(Map.of("duration.negative", 2L, "rating.outOfScale", 1L)))
                .build();
    }

    @Test
    void isTheFormThatAvroWritesAndReads() {
        assertSameForm(bare().build());
        assertSameForm(full());
    }

    @Test
    void hasEachCountInItsPlace() {
        List<Schema.Field> counts = new ArrayList<>(MetricsPane.getClassSchema().getFields());
        counts.removeIf(field ->
                field.schema().getType() != Schema.Type.LONG || field.schema().getLogicalType() != null);
        assertThat(counts).hasSize(11);
        for (Schema.Field field : counts) {
            MetricsPane one = bare().build();
            one.put(field.pos(), 77L);
            assertSameForm(one);
        }
    }

    @Test
    void readsWhatAnotherVersionOfTheSchemaWrote() {
        // Given
        List<Schema.Field> fewer = new ArrayList<>();
        for (Schema.Field field : MetricsPane.getClassSchema().getFields()) {
            if (!field.name().equals("dropped")) {
                fewer.add(new Schema.Field(field, field.schema()));
            }
        }
        Schema older = Schema.createRecord("MetricsPane", "", "dev.chatstream.avro", false, fewer);
        GenericRecord pane = new GenericData.Record(older);
        MetricsPane full = full();
        older.getFields().forEach(field -> pane.put(field.name(), plain(full.get(field.name()))));
        pane.put(
                "dimension",
                new GenericData.EnumSymbol(older.getField("dimension").schema(), "AGENT"));

        // When
        byte[] written = RecordEncoder.generic(older).encode(pane, REGISTRY.register("older", older));

        // Then
        assertThat(PANES.decode(written)).isEqualTo(PaneMapper.toPane(full));
    }

    private static Object plain(Object value) {
        return value instanceof Instant instant ? instant.toEpochMilli() : value;
    }

    @Test
    void refusesWhatNoWriterWrites() {
        RecordDecoder<Pane> decoder = PANES.decoder();
        for (SecondsHistogram broken : List.of(
                new SecondsHistogram(2L, 14L, List.of(11, 3), List.of(1L, 1L)),
                new SecondsHistogram(2L, 14L, List.of(3, 11), List.of(2L)))) {
            byte[] value = RecordEncoder.of(MetricsPane.class)
                    .encode(bare().setFirstResponse(broken).build(), ID);
            assertThatThrownBy(() -> decoder.decode(value)).isInstanceOf(UnreadableValueException.class);
        }
        byte[] sixRatings = RecordEncoder.of(MetricsPane.class)
                .encode(bare().setRatings(List.of(1L, 1L, 1L, 1L, 1L, 1L)).build(), ID);
        assertThatThrownBy(() -> decoder.decode(sixRatings)).isInstanceOf(UnreadableValueException.class);
    }
}

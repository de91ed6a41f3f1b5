/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import dev.chatstream.avro.Dimension;
import dev.chatstream.avro.MetricsPane;
import dev.chatstream.avro.SecondsHistogram;
import dev.chatstream.schemas.serde.RecordEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class WritersTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    /** A new field of a schema has no line in its writer: its place in the bytes tells. */
    private static <T extends SpecificRecord> void assertWritten(T record, Class<T> type, byte[] written) {
        assertThat(written).isEqualTo(RecordEncoder.of(type).encode(record, 7));
    }

    private static byte[] write(ConversationFacts facts) {
        return RecordEncoder.of(ConversationFacts.class, new FactsWriter(), 1).encode(facts, 7);
    }

    private static byte[] write(MetricsPane pane) {
        return RecordEncoder.of(MetricsPane.class, new PaneWriter(), 1).encode(pane, 7);
    }

    private static ConversationFacts.Builder facts() {
        return ConversationFacts.newBuilder()
                .setConversationId("208:1:2")
                .setAccountId(208)
                .setChannelId(1)
                .setBeginAt(START)
                .setEndAt(START.plusSeconds(1))
                .setCountedAt(START.plusSeconds(2))
                .setReceivedAt(START.plusSeconds(3))
                .setEventId("00ff")
                .setRevision(4);
    }

    @Test
    void writesFactsAsAvroDoes() {
        // Given
        ConversationFacts bare = facts().build();
        ConversationFacts full = facts().setType(ConversationType.MISSED)
                .setIsMissed(true)
                .setIsCompleted(true)
                .setEndedUnanswered(true)
                .setDurationSeconds(5L)
                .setFirstResponseSeconds(6L)
                .setAvgResponseSeconds(7L)
                .setResponseTimesSeconds(List.of(8L, 9_000_000_000L))
                .setResponseTimesAgents(List.of(0, -1))
                .setMessagesCount(10L)
                .setWordsCount(11L)
                .setRating(5)
                .setFirstAgent("agent:1")
                .setLastAgent("agent:2")
                .setAgents(List.of("agent:1", "agent:2"))
                .setGroup("gr\u00fcn")
                .setCountryCode("CZ")
                .setTriggers(List.of("welcome"))
                .setCloseReason("close.visitorClose")
                .setAnomalies(List.of("duration.negative", "end.inFuture"))
                .build();

        // Then
        assertWritten(bare, ConversationFacts.class, write(bare));
        assertWritten(full, ConversationFacts.class, write(full));
    }

    @Test
    void writesEachFlagInItsPlace() {
        for (Schema.Field field : ConversationFacts.getClassSchema().getFields()) {
            if (field.schema().getType() == Schema.Type.BOOLEAN) {
                ConversationFacts one = facts().build();
                one.put(field.pos(), true);
                assertWritten(one, ConversationFacts.class, write(one));
            }
        }
    }

    @Test
    void writesPanesAsAvroDoes() {
        // Given
        MetricsPane bare = MetricsPane.newBuilder()
                .setAccountId(-1)
                .setStart(START)
                .setSeconds(60)
                .build();
        MetricsPane full = MetricsPane.newBuilder(bare)
                .setDimension(Dimension.AGENT)
                .setValue("agent:3")
                .setFirstResponse(new SecondsHistogram(2L, 14L, List.of(3, 11), List.of(1L, 1L)))
                .setAvgResponse(new SecondsHistogram(1L, 4L, List.of(4), List.of(1L)))
                .setResponseTime(new SecondsHistogram(3L, 15L, List.of(5), List.of(3L)))
                .setDuration(new SecondsHistogram(1L, 600L, List.of(300), List.of(1L)))
                .setRatings(List.of(0L, 1L, 2L, 3L, 4_000_000_000L))
                .setAnomalies(new TreeMap<>(Map.of("duration.negative", 2L, "rating.outOfScale", 1L)))
                .build();

        // Then
        assertWritten(bare, MetricsPane.class, write(bare));
        assertWritten(full, MetricsPane.class, write(full));
    }

    @Test
    void writesEachCountInItsPlace() {
        List<Schema.Field> counts = new ArrayList<>(MetricsPane.getClassSchema().getFields());
        counts.removeIf(field ->
                field.schema().getType() != Schema.Type.LONG || field.schema().getLogicalType() != null);
        assertThat(counts).hasSize(11);
        for (Schema.Field field : counts) {
            MetricsPane one = MetricsPane.newBuilder()
                    .setAccountId(0)
                    .setStart(START)
                    .setSeconds(900)
                    .build();
            one.put(field.pos(), 77L);
            assertWritten(one, MetricsPane.class, write(one));
        }
    }
}

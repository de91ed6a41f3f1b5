/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import dev.chatstream.schemas.serde.RecordEncoder;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class FactsWriterTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    /** A new field of a schema has no line in its writer: its place in the bytes tells. */
    private static void assertWritten(ConversationFacts facts) {
        assertThat(RecordEncoder.of(ConversationFacts.getClassSchema(), new FactsWriter(), 1)
                        .encode(facts, 7))
                .isEqualTo(RecordEncoder.of(ConversationFacts.class).encode(facts, 7));
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
        assertWritten(bare);
        assertWritten(full);
    }

    @Test
    void writesEachFlagInItsPlace() {
        for (Schema.Field field : ConversationFacts.getClassSchema().getFields()) {
            if (field.schema().getType() == Schema.Type.BOOLEAN) {
                ConversationFacts one = facts().build();
                one.put(field.pos(), true);
                assertWritten(one);
            }
        }
    }
}

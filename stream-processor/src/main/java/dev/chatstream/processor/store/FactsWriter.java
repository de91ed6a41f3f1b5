/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.avro.ConversationFacts;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes facts field by field in the order of the schema, in a fraction of the time that Avro takes to find its way
 * through the schema for each. A test holds it to the very bytes that Avro would write.
 */
final class FactsWriter implements DatumWriter<ConversationFacts> {

    @Override
    public void setSchema(Schema schema) {
        // there is one that it can write
    }

    @Override
    public void write(ConversationFacts facts, Encoder out) throws IOException {
        out.writeString(facts.getConversationId());
        out.writeLong(facts.getAccountId());
        out.writeLong(facts.getChannelId());
        instant(facts.getBeginAt(), out);
        instant(facts.getEndAt(), out);
        instant(facts.getCountedAt(), out);
        instant(facts.getReceivedAt(), out);
        out.writeString(facts.getEventId());
        out.writeLong(facts.getRevision());
        out.writeEnum(facts.getType().ordinal());
        flags(facts, out);
        number(facts.getDurationSeconds(), out);
        number(facts.getFirstResponseSeconds(), out);
        number(facts.getAvgResponseSeconds(), out);
        longs(facts.getResponseTimesSeconds(), out);
        ints(facts.getResponseTimesAgents(), out);
        number(facts.getMessagesCount(), out);
        number(facts.getWordsCount(), out);
        rating(facts.getRating(), out);
        text(facts.getFirstAgent(), out);
        text(facts.getLastAgent(), out);
        texts(facts.getAgents(), out);
        text(facts.getGroup(), out);
        text(facts.getCountryCode(), out);
        texts(facts.getTriggers(), out);
        text(facts.getCloseReason(), out);
        texts(facts.getAnomalies(), out);
    }

    private static void flags(ConversationFacts facts, Encoder out) throws IOException {
        out.writeBoolean(facts.getIsChat());
        out.writeBoolean(facts.getIsMissed());
        out.writeBoolean(facts.getIsTriggered());
        out.writeBoolean(facts.getIsOffline());
        out.writeBoolean(facts.getIsCompleted());
        out.writeBoolean(facts.getIsDropped());
        out.writeBoolean(facts.getServed());
        out.writeBoolean(facts.getEndedUnanswered());
    }

    private static void instant(Instant instant, Encoder out) throws IOException {
        out.writeLong(instant.toEpochMilli());
    }

    private static boolean present(@Nullable Object value, Encoder out) throws IOException {
        out.writeIndex(value == null ? 0 : 1);
        return value != null;
    }

    private static void number(@Nullable Long number, Encoder out) throws IOException {
        if (present(number, out) && number != null) {
            out.writeLong(number);
        }
    }

    private static void rating(@Nullable Integer rating, Encoder out) throws IOException {
        if (present(rating, out) && rating != null) {
            out.writeInt(rating);
        }
    }

    private static void text(@Nullable String text, Encoder out) throws IOException {
        if (present(text, out) && text != null) {
            out.writeString(text);
        }
    }

    private static void texts(List<String> texts, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(texts.size());
        for (String text : texts) {
            out.startItem();
            out.writeString(text);
        }
        out.writeArrayEnd();
    }

    private static void longs(List<Long> numbers, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(numbers.size());
        for (long number : numbers) {
            out.startItem();
            out.writeLong(number);
        }
        out.writeArrayEnd();
    }

    private static void ints(List<Integer> numbers, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(numbers.size());
        for (int number : numbers) {
            out.startItem();
            out.writeInt(number);
        }
        out.writeArrayEnd();
    }
}

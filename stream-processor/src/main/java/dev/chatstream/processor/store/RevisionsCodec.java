/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import dev.chatstream.processor.identity.Revision;
import dev.chatstream.processor.identity.Revisions;
import dev.chatstream.schemas.serde.RecordDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Revisions to bytes: their place in the index, the type topic that holds the conversation, then the facts of each
 * revision in wire format after their length in four bytes. The facts carry their schema id, so stored rows outlive
 * changes of the schema.
 */
public final class RevisionsCodec {
    private final ValueCodec<ConversationFacts> facts;

    public RevisionsCodec(ValueCodec<ConversationFacts> facts) {
        this.facts = facts;
    }

    /**
     * A row.
     *
     * @param value what is stored
     * @param winner its last part: the facts that count, in wire format
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Row(byte[] value, byte[] winner) {}

    Row encode(Revisions revisions, ConversationPlace place) {
        List<byte[]> parts = new ArrayList<>(revisions.ranked().size());
        int size = place.bytes() + 1;
        for (Revision revision : revisions.ranked()) {
            byte[] part = facts.encode(revision.facts());
            parts.add(part);
            size += Integer.BYTES + part.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        place.write(bytes);
        bytes.put(topicCode(revisions.topic()));
        parts.forEach(part -> bytes.putInt(part.length).put(part));
        return new Row(bytes.array(), parts.get(parts.size() - 1));
    }

    Revisions decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        var unused = ConversationPlace.read(bytes);
        ConversationType topic = topicOf(bytes.get());
        List<Revision> revisions = new ArrayList<>(1);
        while (bytes.hasRemaining()) {
            byte[] part = new byte[bytes.getInt()];
            bytes.get(part);
            revisions.add(new Revision(facts.decode(part)));
        }
        return new Revisions(revisions, topic);
    }

    /** Only the facts that count, read with {@code facts}; null when nothing is known. */
    static @Nullable ConversationFacts winner(byte[] stored, RecordDecoder<ConversationFacts> facts) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        var unused = ConversationPlace.read(bytes);
        bytes.get(); // the topic
        byte @Nullable [] last = null;
        while (bytes.hasRemaining()) {
            last = new byte[bytes.getInt()];
            bytes.get(last);
        }
        return last == null ? null : facts.decode(last);
    }

    private static byte topicCode(@Nullable ConversationType topic) {
        return (byte) (topic == null ? 0 : topic.ordinal() + 1);
    }

    private static @Nullable ConversationType topicOf(byte code) {
        return code == 0 ? null : ConversationType.values()[code - 1];
    }
}

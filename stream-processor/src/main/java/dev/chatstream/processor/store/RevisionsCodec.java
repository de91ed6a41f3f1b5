/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.identity.Revision;
import dev.chatstream.processor.identity.Revisions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Revisions to bytes: a format number, then the facts of each revision in wire format after their length in four bytes.
 * The facts carry their schema id, so stored rows outlive changes of the schema.
 */
public final class RevisionsCodec {
    private static final byte FORMAT = 1;

    private final ValueCodec<ConversationFacts> facts;

    public RevisionsCodec(ValueCodec<ConversationFacts> facts) {
        this.facts = facts;
    }

    byte[] encode(Revisions revisions) {
        List<byte[]> parts = new ArrayList<>(revisions.ranked().size());
        int size = 1;
        for (Revision revision : revisions.ranked()) {
            byte[] part = facts.encode(revision.facts());
            parts.add(part);
            size += Integer.BYTES + part.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).put(FORMAT);
        parts.forEach(part -> bytes.putInt(part.length).put(part));
        return bytes.array();
    }

    Revisions decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        byte format = bytes.get();
        if (format != FORMAT) {
            throw new IllegalStateException("conversation store: format " + format + " (expected: " + FORMAT
                    + "); the state was written by a newer version");
        }
        List<Revision> revisions = new ArrayList<>(1);
        while (bytes.hasRemaining()) {
            byte[] part = new byte[bytes.getInt()];
            bytes.get(part);
            revisions.add(new Revision(facts.decode(part)));
        }
        return new Revisions(revisions);
    }
}

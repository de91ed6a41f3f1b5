/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.bounds.Bounds;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Tells of most new conversations that nothing is known of them. A conversation's begin is part of its id, and nearly
 * every one has begun when it is received: so what was processed earlier began at or before the watermark. The begins
 * of the few others, from wrong clocks, are stored, so that this holds after a restart as well.
 */
final class NewConversations {
    /** With more of them every conversation is asked for. */
    private static final int MOST_ODD = 64;

    private final KeyValueStore<Bytes, byte[]> rows;
    private final NewKeys keys;
    private final TreeSet<Long> odd = new TreeSet<>();

    /** @param watermark record time up to which the store's partition is processed */
    NewConversations(KeyValueStore<Bytes, byte[]> rows, Instant watermark) {
        this.rows = rows;
        this.keys = new NewKeys(watermark.plus(Bounds.CLOCK_TOLERANCE.multipliedBy(2)));
        byte[] stored = rows.get(Keys.oddBegins());
        if (stored != null) {
            ByteBuffer begins = ByteBuffer.wrap(stored);
            while (begins.hasRemaining()) {
                odd.add(begins.getLong());
            }
        }
    }

    boolean isNew(ConversationFacts facts) {
        Instant begin = facts.getBeginAt();
        return odd.size() < MOST_ODD
                && !odd.contains(begin.toEpochMilli())
                && keys.isNew(begin, facts.getConversationId().hashCode());
    }

    /** To be called with the facts of every conversation that is put into the store. */
    void put(ConversationFacts facts) {
        Instant begin = facts.getBeginAt();
        if (!begin.isAfter(facts.getReceivedAt().plus(Bounds.CLOCK_TOLERANCE))) {
            keys.put(begin, facts.getConversationId().hashCode());
        } else if (odd.size() < MOST_ODD && odd.add(begin.toEpochMilli())) {
            ByteBuffer begins = ByteBuffer.allocate(odd.size() * Long.BYTES);
            odd.forEach(begins::putLong);
            rows.put(Keys.oddBegins(), begins.array());
        }
    }
}

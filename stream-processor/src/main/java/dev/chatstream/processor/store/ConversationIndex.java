/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.schemas.serde.RecordDecoder;
import java.time.Instant;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The conversations of an account by event time, for reading beside the stream thread. */
public final class ConversationIndex {
    private final ReadOnlyKeyValueStore<Bytes, byte[]> rows;
    private final RecordDecoder<ConversationFacts> decoder;

    ConversationIndex(ReadOnlyKeyValueStore<Bytes, byte[]> rows, RecordDecoder<ConversationFacts> decoder) {
        this.rows = rows;
        this.decoder = decoder;
    }

    /** A place in the order of an account's conversations: by event time, then by id. */
    public record Position(Instant countedAt, String conversationId) {}

    /**
     * Where to look.
     *
     * @param from event time, inclusive
     * @param to event time, exclusive
     * @param after only what lies behind this place in the direction of reading; null for all
     */
    public record Stretch(
            Instant from, Instant to, @Nullable Position after, boolean newestFirst) {}

    /**
     * Shows {@code visitor} the facts that count of one conversation after another, until it has seen enough and says
     * false. Holds a snapshot of the store meanwhile, so the visitor must be quick.
     */
    public void visit(long accountId, Stretch stretch, Predicate<ConversationFacts> visitor) {
        Bytes after = stretch.after() == null
                ? null
                : Keys.countedAt(
                        accountId, stretch.after().countedAt(), stretch.after().conversationId());
        try (KeyValueIterator<Bytes, byte[]> index = open(accountId, stretch, after)) {
            boolean more = true;
            while (more && index.hasNext()) {
                Bytes key = index.next().key;
                ConversationFacts facts = key.equals(after) ? null : facts(accountId, key);
                more = facts == null || visitor.test(facts);
            }
        }
    }

    private KeyValueIterator<Bytes, byte[]> open(long accountId, Stretch stretch, @Nullable Bytes after) {
        Bytes first = Keys.countedAt(accountId, stretch.from(), "");
        Bytes end = Keys.countedAt(accountId, stretch.to(), "");
        if (stretch.newestFirst()) {
            return rows.reverseRange(first, after == null || end.compareTo(after) < 0 ? end : after);
        }
        return rows.range(after == null || first.compareTo(after) > 0 ? first : after, end);
    }

    /** Null when a revision has just moved the conversation elsewhere, or it has expired. */
    private @Nullable ConversationFacts facts(long accountId, Bytes indexKey) {
        byte[] stored = rows.get(Keys.conversation(accountId, Keys.conversationIdOf(indexKey)));
        ConversationFacts facts = stored == null ? null : RevisionsCodec.winner(stored, decoder);
        return facts != null && facts.getCountedAt().equals(Keys.countedAtOf(indexKey)) ? facts : null;
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.identity.HookCounts;
import dev.chatstream.processor.identity.Revision;
import dev.chatstream.processor.identity.Revisions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each conversation, in one store of several kinds of rows: revisions by conversation, an index by
 * account and event time that follows from them (see {@link IndexingStore}), the accounts ever seen, and one row each
 * for the watermark, the rules of counting and what became of the hooks.
 */
public final class ConversationStore {
    private static final byte[] PRESENT = {1};
    private static final Instant NOTHING_PROCESSED = Instant.ofEpochMilli(Long.MIN_VALUE);

    /** Rows, and their bytes, that are written in one go. More would be copied by the garbage collector meanwhile. */
    private static final int WRITTEN_AT_ONCE = 256;

    private static final int BYTES_AT_ONCE = 1 << 20;

    private final KeyValueStore<Bytes, byte[]> rows;
    private final RevisionsCodec codec;
    private final NewConversations newOnes;
    private final Map<Bytes, byte[]> unwritten = new HashMap<>();
    private int unwrittenBytes;

    private final RecentAccounts present = new RecentAccounts();

    public ConversationStore(KeyValueStore<Bytes, byte[]> rows, RevisionsCodec codec) {
        this.rows = rows;
        this.codec = codec;
        this.newOnes = new NewConversations(rows, watermark(rows));
    }

    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(
                        IndexingStore.of(Stores.persistentKeyValueStore(StoreNames.CONVERSATION)),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withCachingDisabled();
    }

    public Revisions revisions(ConversationFacts facts) {
        if (newOnes.isNew(facts)) {
            return Revisions.NONE;
        }
        Bytes key = Keys.conversation(facts.getAccountId(), facts.getConversationId());
        byte[] known = unwritten.containsKey(key) ? unwritten.get(key) : rows.get(key);
        return known == null ? Revisions.NONE : codec.decode(known);
    }

    /**
     * Replaces what is known of a conversation. Others see it after {@link #write}, which is due before each commit.
     *
     * @param before what it replaces
     * @param after not empty
     * @return the facts that count from now on, in wire format
     */
    public byte[] put(Revisions before, Revisions after) {
        ConversationFacts counted = winner(after);
        RevisionsCodec.Row row = codec.encode(after, place(before, after));
        newOnes.put(counted);
        Bytes key = Keys.conversation(counted.getAccountId(), counted.getConversationId());
        if (unwritten.containsKey(key)) {
            write(); // each row tells which place in the index the one before it leaves
        }
        unwritten.put(key, row.value());
        unwrittenBytes += row.value().length;
        if (unwritten.size() == WRITTEN_AT_ONCE || unwrittenBytes >= BYTES_AT_ONCE) {
            write();
        }
        return row.winner();
    }

    /** Writes what was put since the last time. */
    public void write() {
        if (!unwritten.isEmpty()) {
            rows.putAll(unwritten.entrySet().stream()
                    .map(row -> KeyValue.pair(row.getKey(), row.getValue()))
                    .toList());
            unwritten.clear();
            unwrittenBytes = 0;
        }
    }

    private static ConversationPlace place(Revisions before, Revisions after) {
        Instant countedAt = winner(after).getCountedAt();
        Instant last = after.lastCountedAt();
        Instant countedAtBefore =
                before.winner() == null ? null : winner(before).getCountedAt();
        return new ConversationPlace(
                countedAt,
                countedAt.equals(last) ? null : last,
                countedAt.equals(countedAtBefore) ? null : countedAtBefore);
    }

    /** Removes what is known of a conversation. */
    public void forget(Revisions known) {
        write();
        ConversationFacts counted = winner(known);
        rows.delete(Keys.conversation(counted.getAccountId(), counted.getConversationId()));
    }

    private static ConversationFacts winner(Revisions revisions) {
        Revision winner = revisions.winner();
        if (winner == null) {
            throw new IllegalArgumentException("a conversation without a revision");
        }
        return winner.facts();
    }

    private static boolean isForgottenBefore(Instant cutoff, byte[] indexValue) {
        return indexValue.length < Long.BYTES || ByteBuffer.wrap(indexValue).getLong() < cutoff.toEpochMilli();
    }

    public void putAccount(long accountId) {
        if (!present.contains(accountId)) {
            rows.putIfAbsent(Keys.account(accountId), PRESENT);
            present.add(accountId);
        }
    }

    /** Receipt up to which the partition is processed; long ago when nothing was. */
    public Instant watermark() {
        return watermark(rows);
    }

    static Instant watermark(ReadOnlyKeyValueStore<Bytes, byte[]> rows) {
        byte[] stored = rows.get(Keys.watermark());
        return stored == null
                ? NOTHING_PROCESSED
                : Instant.ofEpochMilli(ByteBuffer.wrap(stored).getLong());
    }

    /** Records that the partition is processed up to a hook received at {@code receivedAt}. */
    public void putWatermark(Instant receivedAt) {
        rows.put(
                Keys.watermark(),
                ByteBuffer.allocate(Long.BYTES)
                        .putLong(receivedAt.toEpochMilli())
                        .array());
    }

    /** What became of the partition's hooks so far. */
    public HookCounts counts() {
        byte[] stored = rows.get(Keys.counts());
        return stored == null ? HookCounts.NONE : HookCountsCodec.decode(stored);
    }

    public void putCounts(HookCounts counts) {
        rows.put(Keys.counts(), HookCountsCodec.encode(counts));
    }

    /**
     * Makes sure that the panes are counted on by the rules that they were counted by so far.
     *
     * @throws OtherRulesException when those were others: what a revision took out would never have been put in
     */
    public void requireBasis(String basis) {
        byte[] stored = rows.get(Keys.basis());
        if (stored == null) {
            rows.put(Keys.basis(), basis.getBytes(StandardCharsets.UTF_8));
        } else if (!basis.equals(new String(stored, StandardCharsets.UTF_8))) {
            throw new OtherRulesException("the stored panes were counted by \""
                    + new String(stored, StandardCharsets.UTF_8) + "\" and would now be counted by \"" + basis
                    + "\"; set dimensions.* as they were, or count afresh under another application.id");
        }
    }

    /**
     * Forgets conversations all of whose revisions lie before {@code cutoff}, a bounded number of them.
     *
     * @param cursor account to go on with; null to start with the first
     * @param most conversations to forget at most, and accounts to look at
     * @return where to go on; null when every account was looked at
     */
    public @Nullable Long expire(Instant cutoff, @Nullable Long cursor, int most) {
        write();
        int left = most;
        for (long accountId : accountsFrom(cursor == null ? Long.MIN_VALUE : cursor, most)) {
            List<Bytes> expired = indexedBefore(accountId, cutoff, left);
            for (Bytes index : expired) {
                expire(Keys.conversation(accountId, Keys.conversationIdOf(index)), index);
            }
            left -= expired.size() + 1;
            if (left <= 0) {
                return accountId;
            }
        }
        return null;
    }

    private void expire(Bytes conversation, Bytes index) {
        byte[] row = rows.get(conversation);
        if (row != null && ConversationPlace.of(row).countedAt().equals(Keys.countedAtOf(index))) {
            rows.delete(conversation);
        } else {
            rows.delete(index); // left over from before the conversation moved
        }
    }

    private List<Long> accountsFrom(long first, int most) {
        List<Long> accounts = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range = rows.range(Keys.account(first), Keys.account(Long.MAX_VALUE))) {
            while (range.hasNext() && accounts.size() < most) {
                accounts.add(Keys.accountOf(range.next().key));
            }
        }
        return accounts;
    }

    private List<Bytes> indexedBefore(long accountId, Instant cutoff, int most) {
        Bytes first = Keys.countedAt(accountId, Instant.ofEpochMilli(Long.MIN_VALUE), "");
        Bytes last = Keys.countedAt(accountId, cutoff, "");
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range = rows.range(first, last)) {
            while (range.hasNext() && keys.size() < most) {
                KeyValue<Bytes, byte[]> row = range.next();
                if (isForgottenBefore(cutoff, row.value)) {
                    keys.add(row.key);
                }
            }
        }
        return keys;
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rebuild;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.PaneChanges;
import dev.chatstream.processor.aggregate.PaneKey;
import dev.chatstream.processor.facts.Anomaly;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Panes made of rows of facts in the order of their topic: the latest row of a conversation counts, and what was never
 * counted is left out. Keeps the bytes of each conversation that is in a pane, because the next row may replace it:
 * about 400 bytes a conversation of the last 65 days, and about 1 KB a pane.
 */
public final class RebuiltPanes {
    private final PaneChanges changes;
    private final Function<byte[], ConversationFacts> decoder;
    private final Instant now;
    private final Map<Identity, byte[]> latest = new HashMap<>();
    private final Map<Granularity, Map<PaneKey, Aggregate>> panes = new EnumMap<>(Granularity.class);
    private long uncounted;

    /** Panes that are older than their retention at {@code now} are left out. */
    public RebuiltPanes(PaneChanges changes, Function<byte[], ConversationFacts> decoder, Instant now) {
        this.changes = changes;
        this.decoder = decoder;
        this.now = now;
        for (Granularity granularity : Granularity.values()) {
            panes.put(granularity, new HashMap<>());
        }
    }

    /** 128 bits of a conversation's id: enough to tell any number of them apart, in a third of the memory. */
    private record Identity(long high, long low) {
        static Identity of(String conversationId) {
            try {
                ByteBuffer hash = ByteBuffer.wrap(
                        MessageDigest.getInstance("SHA-256").digest(conversationId.getBytes(StandardCharsets.UTF_8)));
                return new Identity(hash.getLong(), hash.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /** The next row of the facts' topic. */
    public void apply(byte @Nullable [] row) {
        if (row == null) {
            throw new IllegalArgumentException("a tombstone among the facts (expected: none is ever written)");
        }
        ConversationFacts facts = decoder.apply(row);
        if (facts.getAnomalies().contains(Anomaly.RECEIVED_LATE.code())) {
            uncounted++;
            return;
        }
        Identity conversation = Identity.of(facts.getConversationId());
        byte[] before = latest.remove(conversation);
        if (before != null) {
            add(decoder.apply(before), true);
        }
        if (!facts.getCountedAt().isBefore(earliest(Granularity.QUARTER))) {
            latest.put(conversation, row);
            add(facts, false);
        }
    }

    private void add(ConversationFacts facts, boolean takeOut) {
        panes.forEach((granularity, counted) -> {
            Instant earliest = earliest(granularity);
            changes.between(null, facts, granularity).forEach((pane, contribution) -> {
                if (!pane.start().isBefore(earliest)) {
                    counted.compute(pane, (key, sum) -> plus(sum, takeOut ? contribution.negated() : contribution));
                }
            });
        });
    }

    private static @Nullable Aggregate plus(@Nullable Aggregate sum, Aggregate contribution) {
        Aggregate result = sum == null ? contribution : sum.plus(contribution);
        return result.isZero() ? null : result;
    }

    /** Start of the first pane that is kept. */
    public Instant earliest(Granularity granularity) {
        return granularity.ceil(now.minus(granularity.retention()));
    }

    /** Every pane that is not empty. */
    public Map<PaneKey, Aggregate> of(Granularity granularity) {
        return Collections.unmodifiableMap(panes.getOrDefault(granularity, Map.of()));
    }

    /** Conversations in the panes. */
    public int conversations() {
        return latest.size();
    }

    /** Rows of conversations that were received too late to be counted. */
    public long uncounted() {
        return uncounted;
    }
}

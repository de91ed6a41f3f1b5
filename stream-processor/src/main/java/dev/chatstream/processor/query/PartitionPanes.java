/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Pane;
import dev.chatstream.processor.identity.HookCounts;
import dev.chatstream.processor.store.ConversationIndex.Stretch;
import dev.chatstream.processor.store.PartitionState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Panes read from the stores of a partition. */
public record PartitionPanes(PartitionState state) implements Panes {
    @Override
    public boolean knows(long accountId) {
        return state.knows(accountId);
    }

    /** Known accounts after {@code after}, ascending, at most {@code most}. */
    public List<Long> accountsAfter(long after, int most) {
        return state.accountsAfter(after, most);
    }

    /** What became of the partition's hooks since its state began. */
    public HookCounts counts() {
        return state.counts();
    }

    /**
     * Makes sure that what was read was read from state that is whole; to be asked after reading.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException when the state was closed meanwhile, and may
     *     have looked empty before that
     */
    public void requireOpen() {
        state.requireOpen();
    }

    @Override
    public Optional<Instant> watermark() {
        return state.watermark();
    }

    @Override
    public void conversations(long accountId, Stretch stretch, Predicate<ConversationFacts> visitor) {
        state.index().visit(accountId, stretch, visitor);
    }

    @Override
    public Aggregate sum(long accountId, DimensionKey about, PaneCover.Part part) {
        TimeRange range = part.range();
        return state.sum(accountId, about, part.granularity(), range.from(), range.to());
    }

    @Override
    public void each(long accountId, DimensionKey about, PaneCover.Part part, BiConsumer<Instant, Pane> visitor) {
        TimeRange range = part.range();
        state.each(accountId, about, part.granularity(), range.from(), range.to(), visitor);
    }

    @Override
    public void eachValue(long accountId, Dimension dimension, PaneCover.Part part, Predicate<Pane> visitor) {
        TimeRange range = part.range();
        state.eachValue(accountId, dimension, part.granularity(), range.from(), range.to(), visitor);
    }

    @Override
    public Optional<Instant> first(long accountId, DimensionKey about, PaneCover.Part part) {
        TimeRange range = part.range();
        return state.first(accountId, about, part.granularity(), range.from(), range.to());
    }
}

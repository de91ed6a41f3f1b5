/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.store.PartitionState;
import java.time.Instant;
import java.util.Optional;

/** Panes read from the stores of a partition. */
public record PartitionPanes(PartitionState state) implements Panes {
    @Override
    public boolean knows(long accountId) {
        return state.knows(accountId);
    }

    @Override
    public Optional<Instant> watermark() {
        return state.watermark();
    }

    @Override
    public Aggregate sum(long accountId, DimensionKey about, PaneCover.Part part) {
        TimeRange range = part.range();
        return state.sum(accountId, about, part.granularity(), range.from(), range.to());
    }

    @Override
    public Optional<Instant> first(long accountId, DimensionKey about, PaneCover.Part part) {
        TimeRange range = part.range();
        return state.first(accountId, about, part.granularity(), range.from(), range.to());
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.aggregate.AggregateSum;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Pane;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One look at the state of an account for an answer about a window.
 *
 * @param watermark receipt up to which hooks are in the figures; empty when none was processed
 */
public record Reading(AccountState account, Window window, Optional<Instant> watermark) {

    /** Reads the watermark before any pane: what it claims to be counted must be. */
    public static Reading of(AccountState account, Window window) {
        return new Reading(account, window, account.panes().watermark());
    }

    /** The same look, at another window. */
    public Reading at(Window other) {
        return new Reading(account, other, watermark);
    }

    /** Everything that was counted in the window. */
    public Summary summary(DimensionKey about) {
        AggregateSum sum = new AggregateSum();
        each(about, window.cover(), (start, pane) -> sum.add(pane.counted()));
        return new Summary(
                account.accountId(),
                window.range(),
                window.zone(),
                account.now(),
                watermark,
                account.stale(),
                sum.total());
    }

    /** Shows all panes of a cover, in order of time. */
    void each(DimensionKey about, PaneCover cover, BiConsumer<Instant, Pane> visitor) {
        for (PaneCover.Part part : cover.parts()) {
            account.panes().each(account.accountId(), about, part, visitor);
        }
    }

    /** How many panes with something in them a part has. */
    public long panes(DimensionKey about, PaneCover.Part part) {
        long[] count = new long[1];
        account.panes().each(account.accountId(), about, part, (start, pane) -> count[0]++);
        return count[0];
    }
}

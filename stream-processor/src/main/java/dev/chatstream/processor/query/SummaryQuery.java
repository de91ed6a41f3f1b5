/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.DimensionKey;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Answers what happened in a window. Merges panes when asked, so figures decay without new hooks. */
public final class SummaryQuery {
    private SummaryQuery() {}

    /** The figures of {@code wanted}, or of what it snaps to. */
    public static Summary summary(AccountState account, DimensionKey about, TimeRange wanted, ZoneId zone) {
        // Read before the panes: what it claims to be counted must be.
        Optional<Instant> watermark = account.panes().watermark();
        PaneCover cover = PaneCover.of(wanted, account.now());
        Aggregate figures = Aggregate.ZERO;
        for (PaneCover.Part part : cover.parts()) {
            figures = figures.plus(account.panes().sum(account.accountId(), about, part));
        }
        return new Summary(
                account.accountId(), cover.range(), zone, account.now(), watermark, account.stale(), figures);
    }
}

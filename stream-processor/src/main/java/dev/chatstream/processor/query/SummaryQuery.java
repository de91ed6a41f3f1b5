/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.aggregate.DimensionKey;
import java.time.ZoneId;
import java.util.Optional;

/** Answers what happened in a window. Merges panes when asked, so figures decay without new hooks. */
public final class SummaryQuery {
    private SummaryQuery() {}

    /** The figures of {@code wanted}, or of what it snaps to. */
    public static Summary summary(AccountState account, DimensionKey about, TimeRange wanted, ZoneId zone) {
        Window window = new Window(Optional.empty(), PaneCover.of(wanted, account.now()), zone);
        return Reading.of(account, window).summary(about);
    }
}

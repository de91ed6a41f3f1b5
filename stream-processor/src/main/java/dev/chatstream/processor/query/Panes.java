/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.DimensionKey;
import java.time.Instant;
import java.util.Optional;

/** What one partition knows of its accounts, as of the moment of reading. */
public interface Panes {

    /** Whether a hook of the account was ever seen. */
    boolean knows(long accountId);

    /** Receipt up to which the partition is processed; empty when nothing was. */
    Optional<Instant> watermark();

    /** All panes of a part, merged. */
    Aggregate sum(long accountId, DimensionKey about, PaneCover.Part part);

    /** Start of the first pane of a part; empty when nothing was counted in it. */
    Optional<Instant> first(long accountId, DimensionKey about, PaneCover.Part part);
}

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
import dev.chatstream.processor.store.ConversationIndex.Stretch;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** What one partition knows of its accounts, as of the moment of reading. */
public interface Panes {

    /** Whether a hook of the account was ever seen. */
    boolean knows(long accountId);

    /** Receipt up to which the partition is processed; empty when nothing was. */
    Optional<Instant> watermark();

    /** Shows {@code visitor} the facts that count of an account's conversations, by event time, until it says false. */
    void conversations(long accountId, Stretch stretch, Predicate<ConversationFacts> visitor);

    /** All panes of a part, merged. */
    Aggregate sum(long accountId, DimensionKey about, PaneCover.Part part);

    /** Shows all panes of a part, in order of time. */
    void each(long accountId, DimensionKey about, PaneCover.Part part, BiConsumer<Instant, Pane> visitor);

    /**
     * Shows the panes that a part has of every value of a dimension, in any order, until {@code visitor} says false;
     * each pane tells its value.
     */
    void eachValue(long accountId, Dimension dimension, PaneCover.Part part, Predicate<Pane> visitor);

    /** Start of the first pane of a part; empty when nothing was counted in it. */
    Optional<Instant> first(long accountId, DimensionKey about, PaneCover.Part part);
}

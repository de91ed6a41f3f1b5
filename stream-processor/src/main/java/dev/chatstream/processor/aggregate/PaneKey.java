/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One pane of one dimension of one account. */
public record PaneKey(long accountId, DimensionKey about, Instant start) {

    public Subject subject() {
        return new Subject(accountId, about);
    }

    /** Key of the pane's record: {@code account|dimension|value|start in epoch milliseconds}. */
    public String recordKey() {
        return subject().keyPrefix() + start.toEpochMilli();
    }

    /** By hand, as is {@link #hashCode}: what Java makes for a record takes twice the time, several times a hook. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PaneKey that
                && accountId == that.accountId
                && about.equals(that.about)
                && start.equals(that.start);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(accountId) + about.hashCode()) + start.hashCode();
    }
}

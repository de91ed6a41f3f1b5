/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One pane of one dimension of one account. */
public record PaneKey(long accountId, DimensionKey about, Instant start) {
    /** By account, dimension, value and start, as stores have them but for rare characters. */
    public static final Comparator<PaneKey> ORDER = PaneKey::compare;

    public Subject subject() {
        return new Subject(accountId, about);
    }

    /** Key of the pane's record: {@code account|dimension|value|start in epoch milliseconds}. */
    public String recordKey() {
        return subject().keyPrefix() + start.toEpochMilli();
    }

    private static int compare(PaneKey one, PaneKey other) {
        int order = Long.compare(one.accountId, other.accountId);
        if (order == 0) {
            order = one.about.dimension().compareTo(other.about.dimension());
        }
        if (order == 0) {
            order = one.about.value().compareTo(other.about.value());
        }
        return order == 0 ? one.start.compareTo(other.start) : order;
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
        return 31 * Subject.hash(accountId, about) + start.hashCode();
    }
}

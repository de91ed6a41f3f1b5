/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.time.Instant;

/** One pane of one dimension of one account. */
public record PaneKey(long accountId, DimensionKey about, Instant start) {

    public Subject subject() {
        return new Subject(accountId, about);
    }

    /** Key of the pane's record: {@code account|dimension|value|start in epoch milliseconds}. */
    public String recordKey() {
        return subject().keyPrefix() + start.toEpochMilli();
    }
}

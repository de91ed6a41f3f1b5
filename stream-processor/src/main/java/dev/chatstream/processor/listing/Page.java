/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.listing;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.query.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A part of a listing.
 *
 * @param range event time that the listing covers
 * @param watermark receipt up to which hooks were processed when it was read; empty when none was
 * @param searched conversations that were looked at, listed or not
 * @param next where to go on; empty when the whole range was searched
 */
public record Page(
        TimeRange range,
        Instant asOf,
        Optional<Instant> watermark,
        boolean stale,
        List<ConversationFacts> rows,
        int searched,
        Optional<Cursor> next) {
    public Page {
        rows = List.copyOf(rows);
    }
}

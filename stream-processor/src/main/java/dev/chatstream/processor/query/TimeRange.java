/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.aggregate.Granularity;
import java.time.Instant;

/**
 * A stretch of event time.
 *
 * @param from inclusive
 * @param to exclusive, not before {@code from}
 */
public record TimeRange(Instant from, Instant to) {
    public TimeRange {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("to: " + to + " (expected: not before " + from + ")");
        }
    }

    /** Where everything that was counted so far ends: windows that move with the clock end there too. */
    public static Instant endOfMinute(Instant now) {
        return Granularity.MINUTE.floor(now).plus(Granularity.MINUTE.length());
    }

    public boolean isEmpty() {
        return from.equals(to);
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.facts;

import dev.chatstream.processor.bounds.Bounds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Spans of time in whole seconds, safe against any 64-bit instants. */
final class Seconds {
    /** Longest span that is believed, 68 years; keeps sums of many within 64 bits. */
    static final long MOST = Bounds.LONGEST_SECONDS;

    private Seconds() {}

    /** Whole seconds from {@code start} to {@code end}, rounded down; negative when the end comes first. */
    static long floorBetween(Instant start, Instant end) {
        return Math.floorDiv(saturatedMillis(start, end), 1000L);
    }

    /** Whole seconds from {@code start} to {@code end}, rounded up. */
    static long ceilBetween(Instant start, Instant end) {
        return -Math.floorDiv(-saturatedMillis(start, end), 1000L);
    }

    static boolean believable(@Nullable Long seconds) {
        return seconds != null && seconds >= 0 && seconds <= MOST;
    }

    private static long saturatedMillis(Instant start, Instant end) {
        long from = start.toEpochMilli();
        long to = end.toEpochMilli();
        long difference = to - from;
        boolean overflowed = ((to ^ from) & (to ^ difference)) < 0;
        if (overflowed) {
            return to > from ? Long.MAX_VALUE : -Long.MAX_VALUE;
        }
        return difference == Long.MIN_VALUE ? -Long.MAX_VALUE : difference;
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.avro.ConversationFacts;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What hooks add to one pane, collected in place until it is written. Most panes are touched by few hooks, each adding
 * few values, and many panes are waiting at a time: so it is small. For one thread.
 */
public final class AggregateDelta {
    private static final Count[] COUNTS = Count.values();
    private static final int BUCKETS = SecondsBuckets.size();

    /** The four histograms, whose buckets lie one behind the other. */
    enum Times {
        FIRST_RESPONSE,
        AVG_RESPONSE,
        RESPONSE_TIME,
        DURATION;

        private final int first = ordinal() * BUCKETS;
    }

    /** As many as there are hooks between two commits, so no more are needed. */
    private final int[] counts = new int[COUNTS.length];

    private final SparseCounts buckets = new SparseCounts();
    private final long[] seconds = new long[Times.values().length];
    private int @Nullable [] ratings;
    private @Nullable SortedMap<String, Long> anomalies;

    /** One conversation, {@code sign} 1, or one less, {@code sign} -1. */
    void count(ConversationFacts facts, int sign) {
        for (int i = 0; i < counts.length; i++) {
            if (COUNTS[i].counts(facts)) {
                counts[i] += sign;
            }
        }
    }

    void time(Times what, long value, int sign) {
        buckets.add(what.first + SecondsBuckets.indexOf(value), sign);
        seconds[what.ordinal()] += sign * value;
    }

    void rating(int stars, int sign) {
        if (ratings == null) {
            ratings = new int[Aggregate.BEST_RATING];
        }
        ratings[stars - 1] += sign;
    }

    void anomaly(String code, int sign) {
        if (anomalies == null) {
            anomalies = new TreeMap<>();
        }
        anomalies.merge(code, (long) sign, (a, b) -> a + b == 0 ? null : a + b);
    }

    /** What was added so far. */
    public Aggregate total() {
        return new Aggregate(
                longs(counts),
                histogram(Times.FIRST_RESPONSE),
                histogram(Times.AVG_RESPONSE),
                histogram(Times.RESPONSE_TIME),
                histogram(Times.DURATION),
                ratings == null ? new long[Aggregate.BEST_RATING] : longs(ratings),
                anomalies == null ? Collections.emptySortedMap() : new TreeMap<>(anomalies));
    }

    private Histogram histogram(Times what) {
        return buckets.histogram(what.first, what.first + BUCKETS, seconds[what.ordinal()]);
    }

    private static long[] longs(int[] values) {
        long[] longs = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            longs[i] = values[i];
        }
        return longs;
    }
}

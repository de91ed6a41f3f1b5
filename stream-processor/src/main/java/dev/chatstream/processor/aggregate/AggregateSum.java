/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds up many panes at once, in place, so that a window of weeks costs no more than reading it. For one thread; what
 * it adds up to is an {@link Aggregate}.
 */
public final class AggregateSum {
    private static final Count[] COUNTS = Count.values();

    private final long[] counts = new long[COUNTS.length];
    private final HistogramSum firstResponse = new HistogramSum();
    private final HistogramSum avgResponse = new HistogramSum();
    private final HistogramSum responseTime = new HistogramSum();
    private final HistogramSum duration = new HistogramSum();
    private final long[] ratings = new long[Aggregate.BEST_RATING];
    private final SortedMap<String, Long> anomalies = new TreeMap<>();

    public AggregateSum add(Aggregate more) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more.count(COUNTS[i]);
        }
        firstResponse.add(more.firstResponse());
        avgResponse.add(more.avgResponse());
        responseTime.add(more.responseTime());
        duration.add(more.duration());
        for (int i = 0; i < ratings.length; i++) {
            ratings[i] += more.ratings(i + 1);
        }
        more.anomalies().forEach((code, n) -> anomalies.merge(code, n, Long::sum));
        return this;
    }

    /** What was added so far. */
    public Aggregate total() {
        SortedMap<String, Long> codes = new TreeMap<>(anomalies);
        codes.values().removeIf(n -> n == 0);
        return new Aggregate(
                counts.clone(),
                firstResponse.total(),
                avgResponse.total(),
                responseTime.total(),
                duration.total(),
                ratings.clone(),
                codes);
    }
}

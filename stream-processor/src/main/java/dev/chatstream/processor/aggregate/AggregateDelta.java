/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.util.SortedMap;
import java.util.TreeMap;

/** What hooks add to one pane, collected in place: most panes are touched by few hooks, each adding few values. */
public final class AggregateDelta {
    private static final Count[] COUNTS = Count.values();

    private final long[] counts = new long[COUNTS.length];
    private final HistogramDelta firstResponse = new HistogramDelta();
    private final HistogramDelta avgResponse = new HistogramDelta();
    private final HistogramDelta responseTime = new HistogramDelta();
    private final HistogramDelta duration = new HistogramDelta();
    private final long[] ratings = new long[Aggregate.BEST_RATING];
    private final SortedMap<String, Long> anomalies = new TreeMap<>();

    public void add(Aggregate more) {
        for (Count count : COUNTS) {
            counts[count.ordinal()] += more.count(count);
        }
        firstResponse.add(more.firstResponse());
        avgResponse.add(more.avgResponse());
        responseTime.add(more.responseTime());
        duration.add(more.duration());
        for (int stars = 1; stars <= Aggregate.BEST_RATING; stars++) {
            ratings[stars - 1] += more.ratings(stars);
        }
        if (!more.anomalies().isEmpty()) {
            more.anomalies().forEach((code, n) -> anomalies.merge(code, n, (a, b) -> a + b == 0 ? null : a + b));
        }
    }

    /** What was added so far. To be called last: the arrays go over to the result. */
    public Aggregate total() {
        return new Aggregate(
                counts,
                firstResponse.total(),
                avgResponse.total(),
                responseTime.total(),
                duration.total(),
                ratings,
                anomalies);
    }
}

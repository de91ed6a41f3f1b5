/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every figure of one dimension over some stretch of event time. Immutable, and an abelian group under {@link #plus}:
 * panes merge in any order, and what a superseded revision contributed is taken out exactly.
 */
public final class Aggregate {
    /** Ratings run from 1 to this. */
    public static final int BEST_RATING = 5;

    public static final Aggregate ZERO = new Aggregate(
            new long[Count.values().length],
            Histogram.EMPTY,
            Histogram.EMPTY,
            Histogram.EMPTY,
            Histogram.EMPTY,
            new long[BEST_RATING],
            Collections.emptySortedMap());

    private final long[] counts;
    private final Histogram firstResponse;
    private final Histogram avgResponse;
    private final Histogram responseTime;
    private final Histogram duration;
    private final long[] ratings;
    private final SortedMap<String, Long> anomalies;

    /** Takes ownership of the arrays and the map. */
    Aggregate(
            long[] counts,
            Histogram firstResponse,
            Histogram avgResponse,
            Histogram responseTime,
            Histogram duration,
            long[] ratings,
            SortedMap<String, Long> anomalies) {
        this.counts = counts;
        this.firstResponse = firstResponse;
        this.avgResponse = avgResponse;
        this.responseTime = responseTime;
        this.duration = duration;
        this.ratings = ratings;
        this.anomalies = anomalies;
    }

    public long count(Count what) {
        return counts[what.ordinal()];
    }

    public Histogram firstResponse() {
        return firstResponse;
    }

    public Histogram avgResponse() {
        return avgResponse;
    }

    public Histogram responseTime() {
        return responseTime;
    }

    public Histogram duration() {
        return duration;
    }

    /** How often the visitors gave {@code stars}, 1 to {@value #BEST_RATING}. */
    public long ratings(int stars) {
        return ratings[stars - 1];
    }

    /** How many conversations had each anomaly code. */
    public SortedMap<String, Long> anomalies() {
        return Collections.unmodifiableSortedMap(anomalies);
    }

    public Aggregate plus(Aggregate other) {
        return new Aggregate(
                sum(counts, other.counts),
                firstResponse.plus(other.firstResponse),
                avgResponse.plus(other.avgResponse),
                responseTime.plus(other.responseTime),
                duration.plus(other.duration),
                sum(ratings, other.ratings),
                sum(anomalies, other.anomalies));
    }

    /** What undoes this when added. */
    public Aggregate negated() {
        SortedMap<String, Long> negatedAnomalies = new TreeMap<>();
        anomalies.forEach((code, n) -> negatedAnomalies.put(code, -n));
        return new Aggregate(
                Arrays.stream(counts).map(n -> -n).toArray(),
                firstResponse.negated(),
                avgResponse.negated(),
                responseTime.negated(),
                duration.negated(),
                Arrays.stream(ratings).map(n -> -n).toArray(),
                negatedAnomalies);
    }

    /** Whether nothing is left, so that the pane can be removed. */
    public boolean isZero() {
        return equals(ZERO);
    }

    private static long[] sum(long[] left, long[] right) {
        long[] sum = left.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += right[i];
        }
        return sum;
    }

    private static SortedMap<String, Long> sum(SortedMap<String, Long> left, SortedMap<String, Long> right) {
        if (right.isEmpty()) {
            return left;
        }
        SortedMap<String, Long> sum = new TreeMap<>(left);
        for (Map.Entry<String, Long> entry : right.entrySet()) {
            sum.merge(entry.getKey(), entry.getValue(), (a, b) -> a + b == 0 ? null : a + b);
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Aggregate that
                && Arrays.equals(counts, that.counts)
                && firstResponse.equals(that.firstResponse)
                && avgResponse.equals(that.avgResponse)
                && responseTime.equals(that.responseTime)
                && duration.equals(that.duration)
                && Arrays.equals(ratings, that.ratings)
                && anomalies.equals(that.anomalies);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(counts) + firstResponse.hashCode();
    }

    @Override
    public String toString() {
        return "Aggregate[counts=" + Arrays.toString(counts) + ", firstResponse=" + firstResponse + ", avgResponse="
                + avgResponse + ", responseTime=" + responseTime + ", duration=" + duration + ", ratings="
                + Arrays.toString(ratings) + ", anomalies=" + anomalies + "]";
    }
}

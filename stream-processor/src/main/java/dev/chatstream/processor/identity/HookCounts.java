/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.identity;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of hooks, counted as they were processed, redeliveries included. Every hook is counted as exactly one of
 * {@link What#FIRST}, {@link What#REVISION}, {@link What#SUPERSEDED}, {@link What#DUPLICATE}, {@link What#LATE} and
 * {@link What#UNREADABLE}; the others are properties that it has besides.
 */
public final class HookCounts {
    public static final HookCounts NONE = new HookCounts(new long[What.values().length], Collections.emptySortedMap());

    private final long[] counts;
    private final SortedMap<String, Long> anomalies;

    /** What is counted. Stored by position, so new ones go to the end. */
    public enum What {
        /** The first hook of its conversation. */
        FIRST,
        /** A newer content of a known conversation. */
        REVISION,
        /** An older content of a known conversation, which came late. */
        SUPERSEDED,
        /** A content seen before. */
        DUPLICATE,
        /** Received longer after its event time than conversations are remembered. */
        LATE,
        /** Went to the dead-letter topic. */
        UNREADABLE,
        /** Ended in the future, so it is counted when it was received. */
        FUTURE,
        /** Pushed the lowest-ranked revision of its conversation out of memory. */
        FORGOTTEN_REVISION,
        /** Received too late for panes of a minute. */
        LATE_MINUTE,
        /** Received too late for panes of a quarter of an hour. */
        LATE_QUARTER,
        /** A pane of a minute that would have changed, but is no longer kept. */
        EXPIRED_MINUTE,
        /** A pane of a quarter of an hour that would have changed, but is no longer kept. */
        EXPIRED_QUARTER
    }

    private HookCounts(long[] counts, SortedMap<String, Long> anomalies) {
        this.counts = counts;
        this.anomalies = anomalies;
    }

    /**
     * Counts as they were stored.
     *
     * @param counts by position of {@link What}; those that are not there are 0
     * @param anomalies hooks by anomaly code
     */
    public static HookCounts of(long[] counts, SortedMap<String, Long> anomalies) {
        return new HookCounts(Arrays.copyOf(counts, What.values().length), new TreeMap<>(anomalies));
    }

    public long count(What what) {
        return counts[what.ordinal()];
    }

    /** Number of hooks by anomaly code. */
    public SortedMap<String, Long> anomalies() {
        return Collections.unmodifiableSortedMap(anomalies);
    }

    /** By position of {@link What}. */
    public long[] counts() {
        return counts.clone();
    }

    /** Both together, for example those of two partitions. */
    public HookCounts plus(HookCounts other) {
        long[] sum = counts.clone();
        Arrays.setAll(sum, i -> sum[i] + other.counts[i]);
        SortedMap<String, Long> all = new TreeMap<>(anomalies);
        other.anomalies.forEach((code, n) -> all.merge(code, n, Long::sum));
        return new HookCounts(sum, all);
    }

    /** What was counted since {@code before}. */
    public HookCounts since(HookCounts before) {
        long[] more = counts.clone();
        Arrays.setAll(more, i -> more[i] - before.counts[i]);
        SortedMap<String, Long> others = new TreeMap<>(anomalies);
        before.anomalies.forEach((code, n) -> others.merge(code, -n, (a, b) -> a + b == 0 ? null : a + b));
        return new HookCounts(more, others);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HookCounts that
                && Arrays.equals(counts, that.counts)
                && anomalies.equals(that.anomalies);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(counts) + anomalies.hashCode();
    }

    @Override
    public String toString() {
        return "HookCounts[counts=" + Arrays.toString(counts) + ", anomalies=" + anomalies + "]";
    }
}

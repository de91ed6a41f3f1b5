/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.util.Arrays;

/** Adds up values and few, small histograms in place: the buckets that occurred, in rising order. */
final class HistogramDelta {
    private static final int FIRST_SIZE = 4;
    private static final int[] NO_INDEXES = {};
    private static final long[] NO_COUNTS = {};

    private int[] indexes = NO_INDEXES;
    private long[] counts = NO_COUNTS;
    private int size;
    private long sum;

    void add(Histogram more) {
        for (int i = 0; i < more.buckets(); i++) {
            add(more.indexAt(i), more.countAt(i));
        }
        sum += more.sum();
    }

    /** One value. */
    void add(long seconds) {
        add(SecondsBuckets.indexOf(seconds), 1);
        sum += seconds;
    }

    private void add(int index, long count) {
        int found = Arrays.binarySearch(indexes, 0, size, index);
        if (found >= 0) {
            counts[found] += count;
            return;
        }
        if (size == indexes.length) {
            indexes = Arrays.copyOf(indexes, Math.max(FIRST_SIZE, 2 * size));
            counts = Arrays.copyOf(counts, indexes.length);
        }
        int at = -found - 1;
        System.arraycopy(indexes, at, indexes, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        indexes[at] = index;
        counts[at] = count;
        size++;
    }

    /** What was added so far, without buckets that came to nothing. */
    Histogram total() {
        int kept = 0;
        int[] keptIndexes = new int[size];
        long[] keptCounts = new long[size];
        for (int i = 0; i < size; i++) {
            if (counts[i] != 0) {
                keptIndexes[kept] = indexes[i];
                keptCounts[kept++] = counts[i];
            }
        }
        return kept == 0 && sum == 0
                ? Histogram.EMPTY
                : Histogram.owning(Arrays.copyOf(keptIndexes, kept), Arrays.copyOf(keptCounts, kept), sum);
    }
}

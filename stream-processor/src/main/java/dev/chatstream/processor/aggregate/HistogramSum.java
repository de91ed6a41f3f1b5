/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.util.Arrays;

/** Adds up many histograms in place: one counter for each bucket up to the highest that occurs. */
final class HistogramSum {
    /** Little: a breakdown has thousands of these. */
    private static final int SPARE = 32;

    private long[] buckets = new long[0];
    private long seconds;

    void add(Histogram more) {
        int size = more.buckets();
        if (size == 0) {
            return;
        }
        int highest = more.indexAt(size - 1);
        if (highest >= buckets.length) {
            buckets = Arrays.copyOf(buckets, highest + SPARE);
        }
        for (int i = 0; i < size; i++) {
            buckets[more.indexAt(i)] += more.countAt(i);
        }
        seconds += more.sum();
    }

    Histogram total() {
        int used = 0;
        for (long count : buckets) {
            used += count == 0 ? 0 : 1;
        }
        int[] indexes = new int[used];
        long[] counts = new long[used];
        int at = 0;
        for (int index = 0; index < buckets.length; index++) {
            if (buckets[index] != 0) {
                indexes[at] = index;
                counts[at++] = buckets[index];
            }
        }
        return used == 0 && seconds == 0 ? Histogram.EMPTY : Histogram.of(indexes, counts, seconds);
    }
}

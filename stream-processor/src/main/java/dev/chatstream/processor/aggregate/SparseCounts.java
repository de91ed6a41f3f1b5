/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.util.Arrays;

/** A few counters out of many, each known by its number, in rising order of these. For one thread. */
final class SparseCounts {
    private static final int FIRST_SIZE = 4;

    private int[] numbers = new int[FIRST_SIZE];
    private int[] counts = new int[FIRST_SIZE];
    private int size;

    void add(int number, int by) {
        int found = size == 0 || number > numbers[size - 1] ? -size - 1 : Arrays.binarySearch(numbers, 0, size, number);
        if (found >= 0) {
            counts[found] += by;
            return;
        }
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
            counts = Arrays.copyOf(counts, numbers.length);
        }
        int at = -found - 1;
        System.arraycopy(numbers, at, numbers, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        numbers[at] = number;
        counts[at] = by;
        size++;
    }

    /** The values from {@code first} on and before {@code end}, whose exact sum is {@code sum}, as a histogram. */
    Histogram histogram(int first, int end, long sum) {
        int from = positionOf(first);
        int to = positionOf(end);
        int kept = 0;
        int[] indexes = new int[to - from];
        long[] values = new long[indexes.length];
        for (int i = from; i < to; i++) {
            if (counts[i] != 0) {
                indexes[kept] = numbers[i] - first;
                values[kept++] = counts[i];
            }
        }
        if (kept == 0 && sum == 0) {
            return Histogram.EMPTY;
        }
        return kept == indexes.length
                ? Histogram.owning(indexes, values, sum)
                : Histogram.owning(Arrays.copyOf(indexes, kept), Arrays.copyOf(values, kept), sum);
    }

    private int positionOf(int number) {
        int found = Arrays.binarySearch(numbers, 0, size, number);
        return found >= 0 ? found : -found - 1;
    }
}

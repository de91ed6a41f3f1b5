/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How often which number of seconds occurred. Sparse, immutable, and an abelian group under {@link #plus}: merging in
 * any order gives the same, and {@link #negated} takes a contribution out exactly.
 */
public final class Histogram {
    public static final Histogram EMPTY = new Histogram(new int[0], new long[0], 0, 0);

    private final int[] indexes;
    private final long[] counts;
    private final long count;
    private final long sum;

    private Histogram(int[] indexes, long[] counts, long count, long sum) {
        this.indexes = indexes;
        this.counts = counts;
        this.count = count;
        this.sum = sum;
    }

    /** One value. */
    public static Histogram of(long seconds) {
        return new Histogram(new int[] {SecondsBuckets.indexOf(seconds)}, new long[] {1}, 1, seconds);
    }

    /**
     * From the published form.
     *
     * @param indexes bucket indexes in rising order
     * @param counts number of values in each of {@code indexes}
     * @param sum exact sum of the values
     */
    public static Histogram of(int[] indexes, long[] counts, long sum) {
        if (indexes.length != counts.length) {
            throw new IllegalArgumentException(
                    "counts: " + counts.length + " (expected: as many as indexes, " + indexes.length + ")");
        }
        for (int i = 1; i < indexes.length; i++) {
            if (indexes[i - 1] >= indexes[i]) {
                throw new IllegalArgumentException("indexes: not in rising order at position " + i);
            }
        }
        return owning(indexes.clone(), counts.clone(), sum);
    }

    /** As {@link #of(int[], long[], long)}, of arrays that are in order and go over to the histogram. */
    static Histogram owning(int[] indexes, long[] counts, long sum) {
        long count = 0;
        for (long n : counts) {
            count += n;
        }
        return new Histogram(indexes, counts, count, sum);
    }

    /** This and {@code other} taken together. */
    public Histogram plus(Histogram other) {
        if (other.isZero()) {
            return this;
        }
        if (isZero()) {
            return other;
        }
        int[] mergedIndexes = new int[indexes.length + other.indexes.length];
        long[] mergedCounts = new long[mergedIndexes.length];
        int size = 0;
        int left = 0;
        int right = 0;
        while (left < indexes.length || right < other.indexes.length) {
            int leftIndex = left < indexes.length ? indexes[left] : Integer.MAX_VALUE;
            int rightIndex = right < other.indexes.length ? other.indexes[right] : Integer.MAX_VALUE;
            long merged = 0;
            if (leftIndex <= rightIndex) {
                merged += counts[left++];
            }
            if (rightIndex <= leftIndex) {
                merged += other.counts[right++];
            }
            if (merged != 0) {
                mergedIndexes[size] = Math.min(leftIndex, rightIndex);
                mergedCounts[size++] = merged;
            }
        }
        return new Histogram(
                Arrays.copyOf(mergedIndexes, size),
                Arrays.copyOf(mergedCounts, size),
                count + other.count,
                sum + other.sum);
    }

    /** What undoes this when added. */
    public Histogram negated() {
        return new Histogram(indexes, Arrays.stream(counts).map(c -> -c).toArray(), -count, -sum);
    }

    public boolean isZero() {
        return indexes.length == 0 && count == 0 && sum == 0;
    }

    public long count() {
        return count;
    }

    /** Exact sum in seconds. */
    public long sum() {
        return sum;
    }

    /** Number of buckets that are not empty. */
    int buckets() {
        return indexes.length;
    }

    /** Index of the {@code position}-th bucket that is not empty. */
    int indexAt(int position) {
        return indexes[position];
    }

    /** Number of values in the {@code position}-th bucket that is not empty. */
    long countAt(int position) {
        return counts[position];
    }

    public int[] indexes() {
        return indexes.clone();
    }

    public long[] counts() {
        return counts.clone();
    }

    /** Exact mean in seconds; empty when there are no values. */
    public OptionalDouble mean() {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) sum / count);
    }

    /** Nearest-rank percentile in seconds, within 1 %, exact up to 120 s; empty when there are no values. */
    public OptionalLong percentile(int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent: " + percent + " (expected: 0 to 100)");
        }
        if (count == 0) {
            return OptionalLong.empty();
        }
        long rank = Math.max(1, (Math.multiplyExact(count, percent) + 99) / 100);
        int at = 0;
        for (long seen = counts[0]; seen < rank; seen += counts[at]) {
            at++;
        }
        return OptionalLong.of(SecondsBuckets.valueOf(indexes[at]));
    }

    /** Value of the lowest non-empty bucket; empty when there are no values. */
    public OptionalLong min() {
        return count == 0 ? OptionalLong.empty() : OptionalLong.of(SecondsBuckets.valueOf(indexes[0]));
    }

    /** Value of the highest non-empty bucket; empty when there are no values. */
    public OptionalLong max() {
        return count == 0 ? OptionalLong.empty() : OptionalLong.of(SecondsBuckets.valueOf(indexes[indexes.length - 1]));
    }

    /** Number of values at or under {@code seconds}, which must be a bucket's edge to be exact. */
    public long countUpTo(long seconds) {
        int last = SecondsBuckets.indexOf(seconds);
        long upTo = 0;
        for (int at = 0; at < indexes.length && indexes[at] <= last; at++) {
            upTo += counts[at];
        }
        return upTo;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Histogram that
                && count == that.count
                && sum == that.sum
                && Arrays.equals(indexes, that.indexes)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(indexes) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Histogram[count=" + count + ", sum=" + sum + ", indexes=" + Arrays.toString(indexes) + ", counts="
                + Arrays.toString(counts) + "]";
    }
}

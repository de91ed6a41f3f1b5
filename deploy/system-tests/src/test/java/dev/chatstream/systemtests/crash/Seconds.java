/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import dev.chatstream.avro.SecondsHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A distribution of whole seconds as the doc of MetricsPane's SecondsHistogram describes it, counted by hand: bucket i
 * up to 120 is the value i; above that bucket i starts at a(i), with a(121) = 121 and a(i+1) = a(i) + 2 * floor(a(i) /
 * 100) + 1, and stands for a(i) + floor(a(i) / 100).
 */
final class Seconds {
    private static final int EXACT = 120;
    private static final List<Long> STARTS = starts();

    private final TreeMap<Integer, Long> buckets = new TreeMap<>();
    private long count;
    private long sum;

    private static List<Long> starts() {
        List<Long> starts = new ArrayList<>();
        for (long start = 0; start <= EXACT; start++) {
            starts.add(start);
        }
        for (long start = EXACT + 1L; start < 4_000_000_000L; start += 2 * (start / 100) + 1) {
            starts.add(start);
        }
        return List.copyOf(starts);
    }

    static Seconds of(SecondsHistogram histogram) {
        Seconds seconds = new Seconds();
        seconds.count = histogram.getCount();
        seconds.sum = histogram.getSum();
        for (int i = 0; i < histogram.getIndexes().size(); i++) {
            seconds.buckets.put(
                    histogram.getIndexes().get(i), histogram.getCounts().get(i));
        }
        return seconds;
    }

    void add(@Nullable Long value) {
        if (value == null) {
            return;
        }
        count++;
        sum += value;
        buckets.merge(index(value), 1L, Long::sum);
    }

    private static int index(long value) {
        int index = 0;
        while (index + 1 < STARTS.size() && STARTS.get(index + 1) <= value) {
            index++;
        }
        return index;
    }

    private static long shown(int index) {
        long start = STARTS.get(index);
        return index <= EXACT ? start : start + start / 100;
    }

    long count() {
        return count;
    }

    long sum() {
        return sum;
    }

    @Nullable
    Long min() {
        return buckets.isEmpty() ? null : shown(buckets.firstKey());
    }

    @Nullable
    Long max() {
        return buckets.isEmpty() ? null : shown(buckets.lastKey());
    }

    /** Nearest rank: the least value that at least this share of the values do not exceed. */
    @Nullable
    Long percentile(int percent) {
        long seen = 0;
        for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
            seen += bucket.getValue();
            if (seen * 100 >= count * percent) {
                return shown(bucket.getKey());
            }
        }
        return null;
    }

    /** How many are at or under a limit up to 120. */
    long upTo(int limit) {
        return buckets.headMap(limit, true).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public String toString() {
        return count + " values, sum " + sum + ", " + buckets;
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.processor.aggregate.Counters.Times;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What hooks add to one pane, collected in place until it is written. Many panes are waiting at a time, and most are
 * touched by one hook only: until there is a second, this refers to what that hook adds, which other panes share, and
 * has no counters of its own. For one thread.
 */
public final class AggregateDelta {
    private static final long[] NOTHING = {};

    /**
     * In rising order of their numbers; one may be back at 0. Those of an addend as long as they are not {@code own}.
     */
    private long[] counters = NOTHING;

    private int size;
    private long[] seconds = NOTHING;
    private boolean own;
    private @Nullable SortedMap<String, Long> anomalies;
    private long receivedAt;

    /** Notes the receipt of a hook that is about to add to this, in epoch milliseconds. */
    public AggregateDelta by(long hookReceivedAt) {
        receivedAt = Math.max(receivedAt, hookReceivedAt);
        return this;
    }

    /** The latest receipt among the hooks that added to this, in epoch milliseconds. */
    public long receivedAt() {
        return receivedAt;
    }

    /** One conversation, {@code sign} 1, or one less, {@code sign} -1. */
    void add(Addend addend, int sign) {
        if (size == 0 && sign == 1) {
            counters = addend.counters();
            size = counters.length;
            seconds = addend.seconds();
        } else {
            makeOwn();
            merge(addend.counters(), sign);
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] += sign * addend.seconds()[i];
            }
        }
        if (!addend.anomalies().isEmpty()) {
            SortedMap<String, Long> codes = anomalies == null ? new TreeMap<>() : anomalies;
            addend.anomalies().forEach(code -> codes.merge(code, (long) sign, (a, b) -> a + b == 0 ? null : a + b));
            anomalies = codes;
        }
    }

    private void makeOwn() {
        if (!own) {
            counters = Arrays.copyOf(counters, 2 * size);
            seconds = Arrays.copyOf(seconds, Times.values().length);
            own = true;
        }
    }

    private void merge(long[] added, int sign) {
        int missing = 0;
        int from = 0;
        for (long counter : added) {
            from = positionOf(Counters.number(counter), from);
            if (isAt(from, Counters.number(counter))) {
                counters[from] = summed(counters[from], counter, sign);
            } else {
                missing++;
            }
        }
        if (missing > 0) {
            insert(added, sign, missing);
        }
    }

    /** Puts in what is not there yet, from the end on, so that each counter is moved once. */
    private void insert(long[] added, int sign, int missing) {
        if (size + missing > counters.length) {
            counters = Arrays.copyOf(counters, Math.max(size + missing, size + size / 2));
        }
        int from = size - 1;
        int to = from + missing;
        size += missing;
        for (int i = added.length - 1; to > from; i--) {
            int number = Counters.number(added[i]);
            while (from >= 0 && Counters.number(counters[from]) > number) {
                counters[to--] = counters[from--];
            }
            if (from < 0 || Counters.number(counters[from]) < number) {
                counters[to--] = summed(Counters.counter(number, 0), added[i], sign);
            }
        }
    }

    private static long summed(long counter, long added, int sign) {
        return Counters.counter(Counters.number(counter), Counters.count(counter) + sign * Counters.count(added));
    }

    /**
     * Of the first counter from {@code from} on with at least {@code number}. Mostly one of the next, so those are
     * looked at first, in steps that grow.
     */
    private int positionOf(int number, int from) {
        int low = from;
        int high = from;
        for (int step = 1; high < size && Counters.number(counters[high]) < number; step *= 2) {
            low = high + 1;
            high += step;
        }
        int found = Arrays.binarySearch(counters, low, Math.min(high, size), Counters.counter(number, 0));
        return found >= 0 ? found : -found - 1;
    }

    private boolean isAt(int position, int number) {
        return position < size && Counters.number(counters[position]) == number;
    }

    /** What was added so far. */
    public Aggregate total() {
        return new Aggregate(
                numbers(0, Counters.FIRST_RATING),
                histogram(Times.FIRST_RESPONSE),
                histogram(Times.AVG_RESPONSE),
                histogram(Times.RESPONSE_TIME),
                histogram(Times.DURATION),
                numbers(Counters.FIRST_RATING, Counters.FIRST_BUCKET),
                anomalies == null ? Collections.emptySortedMap() : new TreeMap<>(anomalies));
    }

    /** What the numbers from {@code first} on and before {@code end} count, each in its place. */
    private long[] numbers(int first, int end) {
        long[] counts = new long[end - first];
        for (int i = positionOf(first, 0); i < size && Counters.number(counters[i]) < end; i++) {
            counts[Counters.number(counters[i]) - first] = Counters.count(counters[i]);
        }
        return counts;
    }

    private Histogram histogram(Times what) {
        int from = positionOf(what.first(), 0);
        int to = positionOf(what.end(), from);
        int kept = 0;
        int[] indexes = new int[to - from];
        long[] values = new long[indexes.length];
        for (int i = from; i < to; i++) {
            if (Counters.count(counters[i]) != 0) {
                indexes[kept] = Counters.number(counters[i]) - what.first();
                values[kept++] = Counters.count(counters[i]);
            }
        }
        long sum = size == 0 ? 0 : seconds[what.ordinal()];
        if (kept == 0 && sum == 0) {
            return Histogram.EMPTY;
        }
        return kept == indexes.length
                ? Histogram.owning(indexes, values, sum)
                : Histogram.owning(Arrays.copyOf(indexes, kept), Arrays.copyOf(values, kept), sum);
    }
}

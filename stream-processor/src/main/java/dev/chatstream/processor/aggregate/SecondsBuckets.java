/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.util.Arrays;

/**
 * Buckets of whole seconds: one for each second up to 120, then buckets whose middle is at most 1 % away from every
 * value in them. Integer arithmetic throughout, so that any subscriber computes the same edges: above 120, bucket
 * {@code i} starts at {@code a(i)}, {@code a(121) = 121} and {@code a(i+1) = a(i) + 2 * (a(i) / 100) + 1}.
 */
public final class SecondsBuckets {
    /** Largest value told apart from smaller ones, 68 years; greater ones fall into the last bucket. */
    public static final long MAX_SECONDS = Integer.MAX_VALUE;

    private static final int EXACT_UP_TO = 120;
    private static final long[] STARTS = starts();

    private SecondsBuckets() {}

    private static long[] starts() {
        long[] starts = new long[1024];
        int size = 0;
        long start = EXACT_UP_TO + 1L;
        while (start <= MAX_SECONDS) {
            starts[size++] = start;
            start += 2 * (start / 100) + 1;
        }
        return Arrays.copyOf(starts, size);
    }

    /** Number of buckets; indexes run from 0. */
    public static int size() {
        return EXACT_UP_TO + 1 + STARTS.length;
    }

    /**
     * Index of the bucket that holds {@code seconds}.
     *
     * @throws IllegalArgumentException when negative
     */
    public static int indexOf(long seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("seconds: " + seconds + " (expected: 0 or more)");
        }
        if (seconds <= EXACT_UP_TO) {
            return (int) seconds;
        }
        int found = Arrays.binarySearch(STARTS, seconds);
        return EXACT_UP_TO + 1 + (found >= 0 ? found : -found - 2);
    }

    /** The value that stands for every value of bucket {@code index}: the middle, itself up to 120. */
    public static long valueOf(int index) {
        if (index <= EXACT_UP_TO) {
            return index;
        }
        long start = STARTS[index - EXACT_UP_TO - 1];
        return start + start / 100;
    }

    /** The lowest value of bucket {@code index}. */
    public static long firstOf(int index) {
        return index <= EXACT_UP_TO ? index : STARTS[index - EXACT_UP_TO - 1];
    }

    /** The highest value of bucket {@code index}. */
    public static long lastOf(int index) {
        return index + 1 < size() ? firstOf(index + 1) - 1 : MAX_SECONDS;
    }

    /** Whether {@code seconds} is the last value of its bucket, so that "at or under" can be counted exactly. */
    public static boolean isEdge(long seconds) {
        return seconds >= 0 && indexOf(seconds) != indexOf(seconds + 1);
    }
}

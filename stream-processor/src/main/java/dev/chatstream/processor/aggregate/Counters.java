/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

/**
 * All counters of an aggregate in one row of numbers: what is counted, then the stars, then the buckets of the four
 * histograms one behind the other. A counter is kept as one {@code long}: its number above its count, which is taken
 * without a sign there, so that a number with count 0 comes before the same one with any other and an array can be
 * searched by number. A count is at most that of the response times of the hooks between two commits.
 */
final class Counters {
    /** Number of the counter of one star. */
    static final int FIRST_RATING = Count.values().length;
    /** Number of the first counter of a bucket. */
    static final int FIRST_BUCKET = FIRST_RATING + Aggregate.BEST_RATING;

    private static final int BUCKETS = SecondsBuckets.size();

    private Counters() {}

    /** The four histograms. */
    enum Times {
        FIRST_RESPONSE,
        AVG_RESPONSE,
        RESPONSE_TIME,
        DURATION;

        /** Number of the first bucket's counter. */
        int first() {
            return FIRST_BUCKET + ordinal() * BUCKETS;
        }

        /** Number of the counter of the bucket that holds {@code seconds}. */
        int numberOf(long seconds) {
            return first() + SecondsBuckets.indexOf(seconds);
        }

        /** Number after that of the last bucket's counter. */
        int end() {
            return first() + BUCKETS;
        }
    }

    static int numberOf(Count what) {
        return what.ordinal();
    }

    static int numberOfRating(int stars) {
        if (stars < 1 || stars > Aggregate.BEST_RATING) {
            throw new IllegalArgumentException("rating: " + stars + " (expected: 1 to " + Aggregate.BEST_RATING + ")");
        }
        return FIRST_RATING + stars - 1;
    }

    static long counter(int number, int count) {
        return (long) number << Integer.SIZE | count & 0xFFFF_FFFFL;
    }

    static int number(long counter) {
        return (int) (counter >> Integer.SIZE);
    }

    static int count(long counter) {
        return (int) counter;
    }
}

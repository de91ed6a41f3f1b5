/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.aggregate.Histogram;
import dev.chatstream.processor.aggregate.SecondsBuckets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Answers how seconds are spread. */
public final class DistributionQuery {
    private DistributionQuery() {}

    /**
     * How many values lie between two bounds, both of them included.
     *
     * @param to {@link SecondsBuckets#MAX_SECONDS} when there is no bound
     */
    public record Bucket(long from, long to, long count) {}

    /** The histogram as it is kept, without its empty buckets. */
    public static List<Bucket> all(Histogram histogram) {
        int[] indexes = histogram.indexes();
        long[] counts = histogram.counts();
        List<Bucket> buckets = new ArrayList<>(indexes.length);
        for (int i = 0; i < indexes.length; i++) {
            buckets.add(new Bucket(SecondsBuckets.firstOf(indexes[i]), SecondsBuckets.lastOf(indexes[i]), counts[i]));
        }
        return buckets;
    }

    /**
     * Buckets for people, empty ones too. Each reaches up to one of {@code limits}, or to the end of the histogram's
     * bucket that the limit lies in, so that every count is exact; one more has the rest.
     */
    public static List<Bucket> upTo(Histogram histogram, long... limits) {
        List<Bucket> buckets = new ArrayList<>(limits.length + 1);
        long from = 0;
        long below = 0;
        for (long limit : limits) {
            long to = SecondsBuckets.lastOf(SecondsBuckets.indexOf(limit));
            long upTo = histogram.countUpTo(to);
            buckets.add(new Bucket(from, to, upTo - below));
            from = to + 1;
            below = upTo;
        }
        long all = Arrays.stream(histogram.counts()).sum();
        buckets.add(new Bucket(from, SecondsBuckets.MAX_SECONDS, all - below));
        return buckets;
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.avro.Dimension;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads panes field by field in the order of today's schema of {@code MetricsPane}: a window of weeks is made of
 * thousands of them. A test holds it to what Avro's own reader leads to.
 */
public final class PaneReader implements DatumReader<Pane> {
    private static final Dimension[] DIMENSIONS = Dimension.values();
    private static final int COUNTS = Count.values().length;
    private static final int[] NO_INDEXES = {};
    private static final long[] NO_NUMBERS = {};

    @Override
    public void setSchema(Schema schema) {
        // there is one that it can read
    }

    @Override
    public Pane read(@Nullable Pane reuse, Decoder in) throws IOException {
        long accountId = in.readLong();
        DimensionKey about = about(in);
        PaneKey key = new PaneKey(accountId, about, Instant.ofEpochMilli(in.readLong()));
        int seconds = in.readInt();
        long[] counts = new long[COUNTS];
        for (int i = 0; i < COUNTS; i++) {
            counts[i] = in.readLong();
        }
        Aggregate counted = new Aggregate(
                counts, histogram(in), histogram(in), histogram(in), histogram(in), ratings(in), anomalies(in));
        return new Pane(key, seconds, counted);
    }

    private static DimensionKey about(Decoder in) throws IOException {
        int dimension = in.readEnum();
        if (dimension < 0 || dimension >= DIMENSIONS.length) {
            throw new AvroTypeException("symbol " + dimension + " of an enum of " + DIMENSIONS.length);
        }
        String value = in.readString();
        return DIMENSIONS[dimension] == Dimension.ACCOUNT && value.isEmpty()
                ? DimensionKey.ACCOUNT
                : new DimensionKey(DIMENSIONS[dimension], value);
    }

    private static Histogram histogram(Decoder in) throws IOException {
        in.readLong(); // the count, which is that of the buckets
        long sum = in.readLong();
        int[] indexes = indexes(in);
        long[] counts = numbers(in, SecondsBuckets.size());
        if (indexes.length != counts.length) {
            throw new AvroTypeException("counts of " + counts.length + " buckets out of " + indexes.length);
        }
        return indexes.length == 0 && sum == 0 ? Histogram.EMPTY : Histogram.owning(indexes, counts, sum);
    }

    /** In rising order, which everything that is done with them relies on. */
    private static int[] indexes(Decoder in) throws IOException {
        int[] indexes = NO_INDEXES;
        int size = 0;
        for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
            indexes = Arrays.copyOf(indexes, sizeWith(size, left, SecondsBuckets.size()));
            for (; left > 0; left--) {
                indexes[size] = in.readInt();
                if (size > 0 && indexes[size] <= indexes[size - 1]) {
                    throw new AvroTypeException("indexes: not in rising order at position " + size);
                }
                size++;
            }
        }
        return indexes;
    }

    private static long[] numbers(Decoder in, int most) throws IOException {
        long[] numbers = NO_NUMBERS;
        int size = 0;
        for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
            numbers = Arrays.copyOf(numbers, sizeWith(size, left, most));
            for (; left > 0; left--) {
                numbers[size++] = in.readLong();
            }
        }
        return numbers;
    }

    /** Looked at first: what a broken length asks for need not be there. */
    private static int sizeWith(int size, long more, int most) {
        if (more > most - size) {
            throw new AvroTypeException("an array of more than " + most);
        }
        return size + (int) more;
    }

    private static long[] ratings(Decoder in) throws IOException {
        return Arrays.copyOf(numbers(in, Aggregate.BEST_RATING), Aggregate.BEST_RATING);
    }

    private static SortedMap<String, Long> anomalies(Decoder in) throws IOException {
        long left = in.readMapStart();
        if (left == 0) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, Long> anomalies = new TreeMap<>();
        for (; left > 0; left = in.mapNext()) {
            for (; left > 0; left--) {
                String code = in.readString();
                anomalies.put(code, in.readLong());
            }
        }
        return anomalies;
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Several measurements of the same: the median counts, the range tells how much it can be trusted. */
public record Spread(double median, double least, double most) {
    public static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
    }

    /** For example {@code 0.85 (0.83 to 0.88)}. */
    public String text(String format) {
        return format(format, median) + " (" + format(format, least) + " to " + format(format, most) + ")";
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}

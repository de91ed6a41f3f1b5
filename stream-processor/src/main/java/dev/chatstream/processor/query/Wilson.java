/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

/**
 * How far a share can be trusted: the 95 % score interval after Wilson (1927), which stays within 0 and 1 and is honest
 * for few observations.
 */
public record Wilson(double low, double high) {
    private static final double Z = 1.959963984540054;

    /** Interval for {@code hits} of {@code of} observations, of which there must be at least one. */
    public static Wilson interval(long hits, long of) {
        if (of < 1 || hits < 0 || hits > of) {
            throw new IllegalArgumentException(hits + " of " + of + " (expected: 0 to all of at least 1)");
        }
        double share = (double) hits / of;
        double square = Z * Z;
        double middle = share + square / (2 * of);
        double margin = Z * Math.sqrt(share * (1 - share) / of + square / (4.0 * of * of));
        double scale = 1 + square / of;
        // none and all are exact bounds, which rounding would miss by a hair
        double low = hits == 0 ? 0 : (middle - margin) / scale;
        double high = hits == of ? 1 : (middle + margin) / scale;
        return new Wilson(low, high);
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * Times from a hook's 200 to its presence in the summary.
 *
 * @param perSecond other hooks that were answered 200 each second meanwhile
 * @param failed other hooks that were not
 * @param millis each marker's time
 */
public record Delays(double perSecond, long failed, List<Double> millis) {
    private static final double HALF = 0.5;
    private static final double MOST = 0.99;

    public Delays {
        millis = millis.stream().sorted().toList();
    }

    double p99() {
        return percentile(MOST);
    }

    /** Nearest rank. */
    private double percentile(double share) {
        return millis.get((int) Math.ceil(share * millis.size()) - 1);
    }

    /** In a line. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "From a hook's 200 to its presence in the summary, at %.0f hooks/s (%d failed), %d markers:"
                        + " p50 %.0f ms, p99 %.0f ms, at most %.0f ms.%n",
                perSecond,
                failed,
                millis.size(),
                percentile(HALF),
                p99(),
                percentile(1));
    }
}

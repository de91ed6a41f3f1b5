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
 * @param wanted other hooks that were to be sent each second meanwhile
 * @param perSecond other hooks that were answered 200 each second meanwhile
 * @param failed other hooks that were not
 * @param millis each marker's time
 */
public record Delays(double wanted, double perSecond, long failed, List<Double> millis) {
    private static final double HALF = 0.5;
    private static final double MOST = 0.99;

    /** Of the wanted load; the rest may still be on its way. */
    private static final double ENOUGH = 0.95;

    public Delays {
        millis = millis.stream().sorted().toList();
    }

    double p99() {
        return percentile(MOST);
    }

    /** Whether the load was there that the times are told of: they are shorter under less. */
    boolean underLoad() {
        return perSecond >= ENOUGH * wanted && failed == 0;
    }

    /** Nearest rank. */
    private double percentile(double share) {
        return millis.get((int) Math.ceil(share * millis.size()) - 1);
    }

    /** In a line. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "From a hook's 200 to its presence in the summary, at %.0f of %.0f hooks/s (%d failed), %d markers:"
                        + " p50 %.0f ms, p99 %.0f ms, at most %.0f ms.%n",
                perSecond,
                wanted,
                failed,
                millis.size(),
                percentile(HALF),
                p99(),
                percentile(1));
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the processor has to reach, and whether it does. */
public final class StreamBars {
    private static final double RATIO = 0.25;
    private static final double HOOKS_PER_SECOND = 20_000;
    private static final double RESIDENT_MEGABYTES = 1024;
    private static final double GROWTH = 2;
    private static final double P99_MILLIS = 500;

    private StreamBars() {}

    /** A line for each bar that was measured, in Markdown. */
    public static String text(StreamComparison comparison, Growth growth, @Nullable Delays delays) {
        List<String> lines = new ArrayList<>();
        if (comparison.measured()) {
            double ratio = comparison.ratio(StreamMeasurement::hooksPerSecond).median();
            lines.add(line("throughput %.2f of the floor's (bar: >= %.2f; aim: 0.40)", ratio, RATIO, ratio >= RATIO));
            double hooks =
                    comparison.processor(StreamMeasurement::hooksPerSecond).median();
            lines.add(line("%.0f hooks/s (bar: >= %.0f)", hooks, HOOKS_PER_SECOND, hooks >= HOOKS_PER_SECOND));
        }
        double resident = resident(comparison, growth);
        if (resident > 0) {
            lines.add(line(
                    "%.0f MiB resident (bar: <= %.0f)", resident, RESIDENT_MEGABYTES, resident <= RESIDENT_MEGABYTES));
        }
        if (growth.measured()) {
            lines.add(line(
                    growth.range() + ": %.2f times the cost of a hook (bar: <= %.0f)",
                    growth.cost(),
                    GROWTH,
                    growth.cost() <= GROWTH));
        }
        if (delays != null) {
            lines.add(line(
                    "fresh within %.0f ms at p99 (bar: <= %.0f)"
                            + (delays.underLoad() ? "" : ", but not under the whole load"),
                    delays.p99(),
                    P99_MILLIS,
                    delays.underLoad() && delays.p99() <= P99_MILLIS));
        }
        return String.join("\n", lines) + "\n";
    }

    /** The most of all runs, because it grows with the accounts; 0 when there was none. */
    private static double resident(StreamComparison comparison, Growth growth) {
        double most = growth.mostResidentMegabytes();
        if (!comparison.measured()) {
            return most;
        }
        double inRounds =
                comparison.processor(StreamMeasurement::residentMegabytes).most();
        return Math.max(most, inRounds);
    }

    private static String line(String text, double figure, double bar, boolean met) {
        return "- " + String.format(Locale.ROOT, text, figure, bar) + ": " + (met ? "met" : "**MISSED**");
    }
}

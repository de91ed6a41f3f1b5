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
            double resident =
                    comparison.processor(StreamMeasurement::residentMegabytes).most();
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
                    "fresh within %.0f ms at p99 (bar: <= %.0f)",
                    delays.p99(), P99_MILLIS, delays.p99() <= P99_MILLIS));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String line(String text, double figure, double bar, boolean met) {
        return "- " + String.format(Locale.ROOT, text, figure, bar) + ": " + (met ? "met" : "**MISSED**");
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.report;

import dev.chatstream.benchmarks.load.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the gateway has to reach, and whether it does. */
public final class Bars {
    private static final double THROUGHPUT_RATIO = 0.80;
    private static final double P99_RATIO = 2;
    private static final double HOOKS_PER_SECOND = 20_000;
    private static final double RESIDENT_MEGABYTES = 256;
    private static final double READY_SECONDS = 2;
    private static final List<Integer> BUSY = List.of(64, 256);
    private static final int BUSIEST = 256;

    private Bars() {}

    /** A line for each bar that was measured, in Markdown. */
    public static String text(Comparison comparison, Spread readySeconds) {
        List<String> lines = new ArrayList<>();
        for (Load load : comparison.loads()) {
            if (BUSY.contains(load.connections()) && !load.connectionPerHook()) {
                double ratio = comparison
                        .ratio(load, each -> each.result().hooksPerSecond())
                        .median();
                lines.add(line(load, "throughput", ratio, ">=", THROUGHPUT_RATIO, ratio >= THROUGHPUT_RATIO));
                double p99 = comparison
                        .ratio(load, each -> each.result().p99Millis())
                        .median();
                lines.add(line(load, "p99", p99, "<=", P99_RATIO, p99 <= P99_RATIO));
            }
            if (load.connections() == BUSIEST && !load.connectionPerHook()) {
                lines.addAll(busiest(comparison, load));
            }
        }
        double ready = readySeconds.median();
        lines.add(String.format(
                Locale.ROOT,
                "- ready after %.2f s (bar: %.0f s): %s",
                ready,
                READY_SECONDS,
                met(ready <= READY_SECONDS)));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> busiest(Comparison comparison, Load load) {
        double hooks = comparison
                .spread(load, "gateway", each -> each.result().hooksPerSecond())
                .median();
        double resident = comparison
                .spread(load, "gateway", Measurement::residentMegabytes)
                .most();
        return List.of(
                String.format(
                        Locale.ROOT,
                        "- %d connections: %.0f hooks/s (bar: %.0f): %s",
                        load.connections(),
                        hooks,
                        HOOKS_PER_SECOND,
                        met(hooks >= HOOKS_PER_SECOND)),
                String.format(
                        Locale.ROOT,
                        "- %d connections: %.0f MiB resident (bar: %.0f): %s",
                        load.connections(),
                        resident,
                        RESIDENT_MEGABYTES,
                        met(resident <= RESIDENT_MEGABYTES)));
    }

    private static String line(Load load, String what, double ratio, String sign, double bar, boolean met) {
        return String.format(
                Locale.ROOT,
                "- %d connections: %s %.2f of the floor's (bar: %s %.2f): %s",
                load.connections(),
                what,
                ratio,
                sign,
                bar,
                met(met));
    }

    private static String met(boolean met) {
        return met ? "met" : "**missed**";
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The processor with hooks of few and of many accounts. */
public final class Growth {
    private static final String HEAD = """
            | accounts | hooks/s | CPU s per million hooks: program | broker | records per hook | changelog records per hook | changelog bytes per hook | state bytes per hook | resident MiB | others, processors |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    private final List<Step> steps = new ArrayList<>();

    private record Step(int accounts, StreamMeasurement measurement) {}

    public void add(int accounts, StreamMeasurement measurement) {
        steps.add(new Step(accounts, measurement));
    }

    /** Processor time a hook with the most accounts, of program and broker, over that with the fewest. */
    double cost() {
        return steps.get(steps.size() - 1).measurement().costPerMillion()
                / steps.get(0).measurement().costPerMillion();
    }

    /** Most memory that the processor had, with any number of accounts. */
    double mostResidentMegabytes() {
        return steps.stream()
                .mapToDouble(step -> step.measurement().residentMegabytes())
                .max()
                .orElse(0);
    }

    /** For example {@code 10 to 100000 accounts}. */
    String range() {
        return steps.get(0).accounts() + " to " + steps.get(steps.size() - 1).accounts() + " accounts";
    }

    boolean measured() {
        return steps.size() > 1;
    }

    /** In Markdown; empty when nothing was measured. */
    public String table() {
        if (steps.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(HEAD);
        for (Step step : steps) {
            StreamMeasurement measurement = step.measurement();
            text.append(String.format(
                    Locale.ROOT,
                    "| %d | %.0f | %.1f | %.1f | %.2f | %.2f | %.0f | %.0f | %.0f | %.2f |%n",
                    step.accounts(),
                    measurement.hooksPerSecond(),
                    measurement.cpuPerMillion(),
                    measurement.brokerCpuPerMillion(),
                    measurement.recordsPerHook(),
                    measurement.changesPerHook(),
                    measurement.changeBytesPerHook(),
                    measurement.stateBytesPerHook(),
                    measurement.residentMegabytes(),
                    measurement.processorsOfOthers()));
        }
        return text.toString();
    }
}

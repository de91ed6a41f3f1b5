/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.report;

import dev.chatstream.benchmarks.backlog.CatchUp;
import dev.chatstream.benchmarks.backlog.Moment;
import java.util.Locale;

/**
 * The floor or the processor, once through a backlog.
 *
 * @param hooks hooks in the backlog
 * @param written records it has written to topics, by their kind, with the marks of transactions
 * @param stateBytes what its state takes on disk after it has stopped
 * @param residentMegabytes most memory that it had
 */
public record StreamMeasurement(
        String program, long hooks, CatchUp catchUp, Written written, long stateBytes, double residentMegabytes) {
    private static final double MILLION = 1e6;
    private static final double WARM = 0.4;

    /**
     * What was written to topics.
     *
     * @param records to topics that others read
     * @param changes to changelogs
     * @param changeBytes what the changelogs take on the broker's disk
     */
    public record Written(long records, long changes, long changeBytes) {}

    public double hooksPerSecond() {
        Moment whole = catchUp.whole();
        return whole.hooks() / whole.seconds();
    }

    /** Without the first two fifths, in which Java compiles. */
    public double warmHooksPerSecond() {
        Moment rest = catchUp.from(WARM);
        return rest.hooks() / rest.seconds();
    }

    public double cpuPerMillion() {
        Moment whole = catchUp.whole();
        return whole.cpu() / whole.hooks() * MILLION;
    }

    public double brokerCpuPerMillion() {
        Moment whole = catchUp.whole();
        return whole.brokerCpu() / whole.hooks() * MILLION;
    }

    /** Processors that something else used meanwhile, in the mean: near zero, or the figures say little. */
    public double processorsOfOthers() {
        Moment whole = catchUp.whole();
        return Math.max(0, (whole.machineCpu() - whole.cpu() - whole.brokerCpu()) / whole.seconds());
    }

    double recordsPerHook() {
        return written.records() / (double) hooks;
    }

    double changesPerHook() {
        return written.changes() / (double) hooks;
    }

    double changeBytesPerHook() {
        return written.changeBytes() / (double) hooks;
    }

    double stateBytesPerHook() {
        return stateBytes / (double) hooks;
    }

    /** For progress on a terminal. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%s: %.0f hooks/s (warm %.0f), CPU s per million %.1f + broker %.1f, %.2f records + %.2f changes"
                        + " and %.0f changelog bytes a hook, state %.0f bytes a hook, %.0f MiB resident,"
                        + " others %.2f processors",
                program,
                hooksPerSecond(),
                warmHooksPerSecond(),
                cpuPerMillion(),
                brokerCpuPerMillion(),
                recordsPerHook(),
                changesPerHook(),
                changeBytesPerHook(),
                stateBytesPerHook(),
                residentMegabytes,
                processorsOfOthers());
    }
}

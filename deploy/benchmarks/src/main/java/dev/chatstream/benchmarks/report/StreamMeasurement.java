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
 * @param warmUp how many of them, the first ones, are not measured
 * @param written records it has written to topics, by their kind, with the marks of transactions
 * @param stateBytes what its state takes on disk after it has stopped
 * @param residentMegabytes most memory that it had
 */
public record StreamMeasurement(
        String program,
        long hooks,
        long warmUp,
        CatchUp catchUp,
        Written written,
        long stateBytes,
        double residentMegabytes) {
    private static final double MILLION = 1e6;

    /**
     * What was written to topics.
     *
     * @param records to topics that others read
     * @param changes to changelogs
     * @param changeBytes what the changelogs take on the broker's disk
     */
    public record Written(long records, long changes, long changeBytes) {}

    /** Of the hooks after the warm-up. */
    public double hooksPerSecond() {
        Moment measured = measured();
        return measured.hooks() / measured.seconds();
    }

    /** Of the hooks before, while Java compiles. */
    public double coldHooksPerSecond() {
        Moment cold = catchUp.upTo(warmUp);
        return cold.hooks() / cold.seconds();
    }

    public double cpuPerMillion() {
        Moment measured = measured();
        return measured.cpu() / measured.hooks() * MILLION;
    }

    public double brokerCpuPerMillion() {
        Moment measured = measured();
        return measured.brokerCpu() / measured.hooks() * MILLION;
    }

    /** Processor time of program and broker. */
    double costPerMillion() {
        return cpuPerMillion() + brokerCpuPerMillion();
    }

    /** Processors that something else used meanwhile, in the mean: near zero, or the figures say little. */
    public double processorsOfOthers() {
        Moment measured = measured();
        return Math.max(0, (measured.machineCpu() - measured.cpu() - measured.brokerCpu()) / measured.seconds());
    }

    private Moment measured() {
        return catchUp.from(warmUp);
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
                "%s: %.0f hooks/s (cold %.0f), CPU s per million %.1f + broker %.1f, %.2f records + %.2f changes"
                        + " and %.0f changelog bytes a hook, state %.0f bytes a hook, %.0f MiB resident,"
                        + " others %.2f processors",
                program,
                hooksPerSecond(),
                coldHooksPerSecond(),
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

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.report;

import dev.chatstream.benchmarks.load.Load;
import dev.chatstream.benchmarks.load.LoadResult;

/**
 * One server under one load, once.
 *
 * @param serverCpu seconds of processor time
 * @param machineCpu that of everything on the machine
 * @param residentMegabytes most memory that the server had meanwhile
 */
public record Measurement(
        String server,
        Load load,
        LoadResult result,
        double serverCpu,
        double brokerCpu,
        double generatorCpu,
        double machineCpu,
        double residentMegabytes) {
    private static final double MILLION = 1e6;

    /** Processors that something else used meanwhile, in the mean: near zero, or the figures say little. */
    public double processorsOfOthers() {
        return Math.max(0, (machineCpu - serverCpu - brokerCpu - generatorCpu) / result.seconds());
    }

    double serverCpuPerMillion() {
        return serverCpu / result.hooks() * MILLION;
    }

    double brokerCpuPerMillion() {
        return brokerCpu / result.hooks() * MILLION;
    }

    double generatorCpuPerMillion() {
        return generatorCpu / result.hooks() * MILLION;
    }
}

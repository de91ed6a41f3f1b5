/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Options of benchmarks that send loads for a while. */
final class LoadOptions {
    @Option(names = "--seconds", paramLabel = "N", description = "Length of each load (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Seconds of load on each server before the first round (default: ${DEFAULT-VALUE}).")
    private int warmUp = 60;

    Duration length() {
        return Duration.ofSeconds(MeasureOptions.positive("--seconds", seconds));
    }

    Duration warmUp() {
        return Duration.ofSeconds(MeasureOptions.positive("--warm-up", warmUp));
    }
}

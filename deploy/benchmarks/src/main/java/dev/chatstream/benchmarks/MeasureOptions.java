/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks;

import dev.chatstream.benchmarks.machine.Machine;
import dev.chatstream.local.machine.StartException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of every benchmark that needs the machine for itself. */
final class MeasureOptions {
    private static final double BUSY = 0.1;

    private final Path root = Path.of(System.getProperty("chatstream.root", "."));

    @Option(names = "--anyway", description = "Measure although other processes are busy.")
    private boolean anyway;

    @Option(names = "--record", description = "Put the result into deploy/benchmarks/RESULTS.md, too.")
    private boolean recorded;

    Path root() {
        return root;
    }

    Path folder() {
        return root.resolve("deploy/benchmarks");
    }

    boolean recorded() {
        return recorded;
    }

    static int positive(String option, int value) {
        if (value < 1) {
            throw new StartException(option + " " + value + " (expected: 1 or more)");
        }
        return value;
    }

    /** Figures of a machine that does something else, too, say nothing. */
    void requireQuietMachine() throws InterruptedException {
        Map<String, Double> busy = Machine.busy(BUSY);
        if (!busy.isEmpty() && !anyway) {
            throw new StartException("other processes are busy: " + String.join(", ", busy.keySet())
                    + "; wait until they are done or stop them, or measure --anyway");
        }
    }
}

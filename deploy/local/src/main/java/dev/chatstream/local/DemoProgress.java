/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.demo.DemoCount;
import java.io.PrintStream;
import java.util.Locale;

/** The demo's progress: one line that grows older in place on a terminal, a line every ten seconds elsewhere. */
final class DemoProgress {
    private static final int SECONDS_BETWEEN_LINES = 10;

    private final PrintStream out;
    private final boolean terminal;
    private long ticks;
    private long lastTotal;

    DemoProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** To be called once a second. */
    void tick(DemoCount count) {
        ticks++;
        if (terminal) {
            out.print("\r\u001b[K  " + line(count, 1));
            out.flush();
        } else if (ticks % SECONDS_BETWEEN_LINES == 0) {
            out.println("  " + line(count, SECONDS_BETWEEN_LINES));
        }
    }

    private String line(DemoCount count, int seconds) {
        long total = count.total();
        double rate = (total - lastTotal) / (double) seconds;
        lastTotal = total;
        return String.format(Locale.ROOT, "demo: %d hooks posted (%s), %.1f a second now", total, count, rate);
    }
}

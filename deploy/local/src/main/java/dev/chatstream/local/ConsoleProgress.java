/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.part.PartSpec;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells people at a terminal how the start goes on, one line a part. */
final class ConsoleProgress implements StartListener {
    private final PrintStream out;

    ConsoleProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void starting(PartSpec part) {
        say("  %-11s starting", part.name().label());
    }

    @Override
    public void ready(PartSpec part, Duration took) {
        say("  %-11s ready after %s at %s", part.name().label(), seconds(took), part.address());
    }

    @Override
    public void provisioned(Duration took) {
        say("  %-11s topics, subjects and FULL_TRANSITIVE compatibility in place after %s", "", seconds(took));
    }

    @Override
    public void stopping(PartSpec part) {
        say("  %-11s stopping", part.name().label());
    }

    @Override
    public void note(String text) {
        say("%s", text);
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.report;

import java.util.Locale;

/**
 * What it takes to have the state back.
 *
 * @param hooks hooks that were processed
 * @param conversations what the conversation store's changelog takes on the broker's disk
 * @param changelogs what all changelogs take
 * @param state what the state takes on the instance's disk
 * @param kept seconds from the start to ready with the state of the last run
 * @param restored seconds from the start to ready when the state is gone
 * @param residentMegabytes most memory meanwhile
 */
public record Restoration(
        long hooks,
        long conversations,
        long changelogs,
        long state,
        double kept,
        double restored,
        double residentMegabytes) {
    private static final double MEBI = 1024.0 * 1024;

    /** As a table in Markdown. */
    public String table() {
        return String.format(
                Locale.ROOT,
                """
                | hooks | changelog of `conversation`, MiB | all changelogs, MiB | state, MiB | ready with its state, s | ready without, s | resident MiB |
                |---|---|---|---|---|---|---|
                | %d | %.0f | %.0f | %.0f | %.1f | %.1f | %.0f |
                """,
                hooks,
                conversations / MEBI,
                changelogs / MEBI,
                state / MEBI,
                kept,
                restored,
                residentMegabytes);
    }
}

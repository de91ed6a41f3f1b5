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
 * @param made what was there when they were
 * @param kept the start with that state
 * @param restored the start when the state was gone
 * @param returned what was there after that
 */
public record Restoration(long hooks, Weight made, Start kept, Start restored, Weight returned) {
    private static final double MEBI = 1024.0 * 1024;

    /**
     * Bytes on disk.
     *
     * @param conversations store of the conversations, on the instance's disk
     * @param state all stores there
     * @param conversationsChangelog its changelog, on the broker's disk
     * @param changelogs all changelogs there
     */
    public record Weight(long conversations, long state, long conversationsChangelog, long changelogs) {}

    /**
     * A start.
     *
     * @param ready seconds from the start of the script until it said that it answers questions
     * @param processing seconds until hooks of every partition were processed
     * @param records of changelogs that were read
     * @param residentMegabytes most memory meanwhile
     */
    public record Start(double ready, double processing, long records, double residentMegabytes) {}

    /** As tables in Markdown. */
    public String table() {
        return """
                | start | ready after, s | processing after, s | records restored | records/s | resident MiB |
                |---|---|---|---|---|---|
                """
                + row("with its state", kept)
                + row("when the state is gone", restored)
                + """

                | on disk, MiB | store `conversation` | all stores | changelog of `conversation` | all changelogs |
                |---|---|---|---|---|
                """
                + row("after " + hooks + " hooks", made)
                + row("restored", returned);
    }

    private static String row(String how, Start start) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %d | %.0f | %.0f |%n",
                how,
                start.ready(),
                start.processing(),
                start.records(),
                start.records() / start.processing(),
                start.residentMegabytes());
    }

    private static String row(String when, Weight weight) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f |%n",
                when,
                weight.conversations() / MEBI,
                weight.state() / MEBI,
                weight.conversationsChangelog() / MEBI,
                weight.changelogs() / MEBI);
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import java.util.List;
import java.util.Locale;

/** Blows and rows as text that fits a terminal. */
final class Table {
    private static final String BLOW = "%-14s %-8s %9s %8s %8s %9s  %s%n";
    private static final String ROW = "%-40s %10s %10s %10s %7s%n";

    private Table() {}

    static String of(String head, List<Blow> blows, List<Row> rows) {
        StringBuilder table = new StringBuilder(head).append(System.lineSeparator());
        table.append(line(BLOW, "instance", "ended by", "at", "done", "behind", "back", ""));
        blows.forEach(blow -> table.append(line(
                BLOW,
                blow.instance(),
                blow.how(),
                seconds(blow.at().toMillis()),
                blow.done(),
                blow.behind(),
                seconds(blow.back().toMillis()),
                blow.note())));
        table.append("""
                done: hooks committed since the line above; behind: hooks of its partitions that were there and not \
                committed when it was gone.

                """);
        table.append(line(ROW, "checked", "expected", "found", "counted", "wrong"));
        rows.forEach(row -> table.append(line(
                ROW,
                row.what(),
                row.expected(),
                row.found(),
                row.counted(),
                row.wrong().size())));
        return table.append("""
                Of topics: records; of panes: panes that are not empty; of rolling values: values that were \
                compared; of the API: numbers, accounts, conversations.
                counted: conversations in the figures that were expected; of records they themselves.
                """).toString();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    private static String line(String format, Object... columns) {
        return String.format(Locale.ROOT, format, columns);
    }
}

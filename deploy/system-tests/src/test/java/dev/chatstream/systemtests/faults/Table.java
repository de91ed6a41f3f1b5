/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import java.util.List;
import java.util.Locale;

/** The rows as text that fits a terminal. */
final class Table {
    private static final String LINE = "%-44s %7s %7s %7s %5s %5s %7s %7s %7s %5s %6s %7s %8s  %s%n";

    private Table() {}

    static String of(List<Row> rows) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT,
                LINE,
                "phase",
                "sent",
                "stored",
                "spooled",
                "quar.",
                "403",
                "refused",
                "no ans.",
                "found",
                "lost",
                "dupl.",
                "untold",
                "longest",
                ""));
        rows.forEach(row -> table.append(line(row)));
        return table.append("""
                stored, spooled: answered 200; quar.: answered 400 or 422 with a quarantine id; 403: not signed \
                rightly; refused: answered 503; \
                no ans.: the connection was refused or ended first.
                found: answered as kept and in its topic exactly as sent; lost: answered as kept and not there; dupl.: \
                copies beyond the first; untold: in its topic although its sender was not told so.
                """).toString();
    }

    private static String line(Row row) {
        return String.format(
                Locale.ROOT,
                LINE,
                row.phase(),
                row.sent(),
                row.told(Reply.STORED),
                row.told(Reply.SPOOLED),
                row.told(Reply.QUARANTINED),
                row.told(Reply.TURNED_AWAY),
                row.told(Reply.REFUSED),
                row.told(Reply.NO_ANSWER),
                row.found(),
                row.lost().size(),
                row.duplicates(),
                row.untold(),
                row.longest().toMillis() + " ms",
                row.note());
    }
}

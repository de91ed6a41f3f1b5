/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.AggregateSum;
import dev.chatstream.processor.aggregate.DimensionKey;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** Answers at which hours of which weekdays something happens. Hours are those of the clock in the window's zone. */
public final class HeatmapQuery {
    private static final int HOURS = 24;
    private static final int CELLS = DayOfWeek.values().length * HOURS;

    private HeatmapQuery() {}

    /**
     * What was counted at one hour of one weekday.
     *
     * @param covered how much of the window lies in this hour; zero when the window never meets it
     */
    public record Cell(DayOfWeek weekday, int hour, Duration covered, Aggregate figures) {}

    /** Every hour of every weekday, Monday first. */
    public static List<Cell> cells(Reading reading, DimensionKey about) {
        ZoneId zone = reading.window().zone();
        AggregateSum[] sums = new AggregateSum[CELLS];
        reading.each(about, reading.window().cover(), (start, pane) -> {
            int cell = cell(start, zone);
            if (sums[cell] == null) {
                sums[cell] = new AggregateSum();
            }
            sums[cell].add(pane.counted());
        });
        long[] covered = new long[CELLS];
        for (TimeRange hour : Step.HOUR.over(reading.window().range(), zone)) {
            covered[cell(hour.from(), zone)] +=
                    Duration.between(hour.from(), hour.to()).toSeconds();
        }
        List<Cell> cells = new ArrayList<>(CELLS);
        for (int cell = 0; cell < CELLS; cell++) {
            cells.add(new Cell(
                    DayOfWeek.of(1 + cell / HOURS),
                    cell % HOURS,
                    Duration.ofSeconds(covered[cell]),
                    sums[cell] == null ? Aggregate.ZERO : sums[cell].total()));
        }
        return cells;
    }

    private static int cell(Instant instant, ZoneId zone) {
        ZonedDateTime time = instant.atZone(zone);
        return (time.getDayOfWeek().getValue() - 1) * HOURS + time.getHour();
    }
}

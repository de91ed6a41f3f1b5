/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.aggregate.Granularity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which panes make up a range: quarters where they fit, minutes at the edges. Beyond the minute panes both ends snap
 * outward to quarters.
 *
 * @param range the bounds that are really covered
 * @param parts stretches of panes, in order, without gap or overlap
 */
public record PaneCover(TimeRange range, List<Part> parts) {
    public PaneCover {
        parts = List.copyOf(parts);
    }

    /** A stretch that is made of panes of one granularity. */
    public record Part(Granularity granularity, TimeRange range) {}

    /** The earliest instant that a range may start at: what is older is not kept. */
    public static Instant earliest(Instant now) {
        return Granularity.QUARTER.ceil(now.minus(Granularity.QUARTER.retention()));
    }

    /** Whether every minute since {@code from} is kept. */
    public static boolean minutesReachBackTo(Instant from, Instant now) {
        return !from.isBefore(now.minus(Granularity.MINUTE.retention()));
    }

    /** How to cover {@code wanted} with minutes alone, which must reach back to its start. */
    public static PaneCover ofMinutes(TimeRange wanted) {
        TimeRange range = new TimeRange(Granularity.MINUTE.floor(wanted.from()), Granularity.MINUTE.ceil(wanted.to()));
        return new PaneCover(range, List.of(new Part(Granularity.MINUTE, range)));
    }

    /** How to cover {@code wanted} at {@code now}. */
    public static PaneCover of(TimeRange wanted, Instant now) {
        if (!minutesReachBackTo(wanted.from(), now)) {
            TimeRange snapped =
                    new TimeRange(Granularity.QUARTER.floor(wanted.from()), Granularity.QUARTER.ceil(wanted.to()));
            return new PaneCover(snapped, List.of(new Part(Granularity.QUARTER, snapped)));
        }
        TimeRange range = new TimeRange(Granularity.MINUTE.floor(wanted.from()), Granularity.MINUTE.ceil(wanted.to()));
        return new PaneCover(range, minutesAndQuarters(range));
    }

    private static List<Part> minutesAndQuarters(TimeRange range) {
        Instant firstQuarter = Granularity.QUARTER.ceil(range.from());
        Instant lastQuarter = Granularity.QUARTER.floor(range.to());
        if (!firstQuarter.isBefore(lastQuarter)) {
            return List.of(new Part(Granularity.MINUTE, range));
        }
        List<Part> parts = new ArrayList<>(3);
        parts.add(new Part(Granularity.MINUTE, new TimeRange(range.from(), firstQuarter)));
        parts.add(new Part(Granularity.QUARTER, new TimeRange(firstQuarter, lastQuarter)));
        parts.add(new Part(Granularity.MINUTE, new TimeRange(lastQuarter, range.to())));
        parts.removeIf(part -> part.range().isEmpty());
        return parts;
    }
}

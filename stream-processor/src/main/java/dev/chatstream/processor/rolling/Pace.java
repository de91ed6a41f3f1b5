/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.query.PaneCover;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.query.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Windows that are written equally often. They are looked at together. */
enum Pace {
    FAST(
            Duration.ofSeconds(10),
            Granularity.MINUTE,
            RollingWindow.FIVE_MINUTES,
            RollingWindow.QUARTER_HOUR,
            RollingWindow.HOUR),
    STEADY(Duration.ofMinutes(1), Granularity.MINUTE, RollingWindow.DAY, RollingWindow.TODAY),
    SLOW(Duration.ofMinutes(15), Granularity.QUARTER, RollingWindow.WEEK, RollingWindow.MONTH);

    private final Duration interval;
    private final Granularity granularity;
    private final List<RollingWindow> windows;

    Pace(Duration interval, Granularity granularity, RollingWindow... windows) {
        this.interval = interval;
        this.granularity = granularity;
        this.windows = List.copyOf(Arrays.asList(windows));
    }

    /** The shortest time between two values of a window. */
    Duration interval() {
        return interval;
    }

    /** Length of the panes that enter and leave these windows. */
    Granularity granularity() {
        return granularity;
    }

    List<RollingWindow> windows() {
        return windows;
    }

    /** What a window is made of. An hour of minutes lies together, and is found sooner than minutes and quarters. */
    PaneCover cover(RollingWindow window, Instant now, ZoneId zone) {
        TimeRange range = window.at(now, zone);
        return this == FAST ? PaneCover.ofMinutes(range) : PaneCover.of(range, now);
    }

    /** Start of the first pane that counts in one of the windows now, or will once the clock has come to it. */
    Instant oldest(Instant now, ZoneId zone) {
        return windows.stream()
                .map(window -> cover(window, now, zone).range().from())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** When a pane that is in {@code window} at {@code now} will no longer be. */
    Instant leaves(RollingWindow window, Instant start, Instant now, ZoneId zone) {
        // A window of length W starts at the end of the current minute minus W, snapped down to a pane's start.
        Duration minute = Granularity.MINUTE.length();
        return window.length()
                .map(length -> start.plus(granularity.length()).plus(length).minus(minute))
                .orElseGet(() -> now.atZone(zone)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant());
    }
}

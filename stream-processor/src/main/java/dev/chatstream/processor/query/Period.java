/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Which stretch of time a question is about, as it was asked. */
public sealed interface Period {

    /** Moves with the clock. */
    record Rolling(RollingWindow window) implements Period {}

    /** Lies fixed between two instants. */
    record Fixed(TimeRange range) implements Period {}

    /** Where it lies at {@code now}. */
    default Window window(Instant now, ZoneId zone) {
        if (this instanceof Fixed fixed) {
            return new Window(Optional.of(fixed.range()), PaneCover.of(fixed.range(), now), zone);
        }
        TimeRange wanted = ((Rolling) this).window().at(now, zone);
        return new Window(Optional.empty(), PaneCover.of(wanted, now), zone);
    }

    /**
     * The equal period right before {@code window}: of the same length, and for whole days the same number of days. For
     * today it is yesterday up to the same time of day.
     */
    default TimeRange before(Window window) {
        ZoneId zone = window.zone();
        TimeRange used = window.range();
        if (this instanceof Rolling rolling && rolling.window() == RollingWindow.TODAY) {
            LocalDate yesterday = used.from().atZone(zone).toLocalDate().minusDays(1);
            Instant sameTime = dayBefore(used.to(), zone);
            // where the clocks skip the last hour of yesterday, its time of day would be that of the first of today
            Instant to = sameTime.isAfter(used.from()) ? used.from() : sameTime;
            return new TimeRange(midnight(yesterday, zone), to);
        }
        LocalDate first = used.from().atZone(zone).toLocalDate();
        LocalDate last = used.to().atZone(zone).toLocalDate();
        if (this instanceof Fixed && used.equals(new TimeRange(midnight(first, zone), midnight(last, zone)))) {
            long days = ChronoUnit.DAYS.between(first, last);
            return new TimeRange(midnight(first.minusDays(days), zone), used.from());
        }
        return new TimeRange(used.from().minus(Duration.between(used.from(), used.to())), used.from());
    }

    private static Instant midnight(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static Instant dayBefore(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDateTime().minusDays(1).atZone(zone).toInstant();
    }
}

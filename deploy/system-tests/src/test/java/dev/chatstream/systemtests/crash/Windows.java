/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Where the contract says that a rolling window lies. */
final class Windows {
    static final List<String> ALL = List.of("PT5M", "PT15M", "PT1H", "PT24H", "P7D", "P30D", "today");

    private static final Duration MINUTES_KEPT = Duration.ofHours(72);
    private static final long QUARTER = Duration.ofMinutes(15).toMillis();

    private Windows() {}

    /** Half-open. */
    record Bounds(Instant from, Instant to) {
        boolean contain(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(to);
        }
    }

    static Bounds of(String window, Instant asOf, ZoneId zone) {
        Instant to = asOf.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        Instant from = window.equals("today")
                ? asOf.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant()
                : to.minus(Duration.parse(window));
        if (!from.isBefore(asOf.minus(MINUTES_KEPT))) {
            return new Bounds(from, to);
        }
        long first = Math.floorDiv(from.toEpochMilli(), QUARTER);
        long last = Math.floorDiv(to.toEpochMilli() + QUARTER - 1, QUARTER);
        return new Bounds(Instant.ofEpochMilli(first * QUARTER), Instant.ofEpochMilli(last * QUARTER));
    }

    /**
     * The equal period right before, of today yesterday up to the same time of day. None of them needs snapping: a day
     * back there still are minutes, and weeks and months begin and end with quarters.
     */
    static Bounds before(String window, Bounds bounds, ZoneId zone) {
        if (!window.equals("today")) {
            return new Bounds(bounds.from().minus(Duration.between(bounds.from(), bounds.to())), bounds.from());
        }
        ZonedDateTime midnight = bounds.from().atZone(zone);
        Instant from = midnight.toLocalDate().minusDays(1).atStartOfDay(zone).toInstant();
        Instant to = bounds.to().atZone(zone).minusDays(1).toInstant();
        // yesterday has no such time when the clocks skipped it
        return new Bounds(from, to.isAfter(bounds.from()) ? bounds.from() : to);
    }
}

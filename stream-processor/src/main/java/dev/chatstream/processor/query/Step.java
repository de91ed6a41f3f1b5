/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How long the buckets of a time series are. Hours and days are those of a zone: a day may have 23 or 25 hours. */
public enum Step {
    MINUTE("PT1M", Duration.ofMinutes(1)),
    FIVE_MINUTES("PT5M", Duration.ofMinutes(5)),
    QUARTER("PT15M", Duration.ofMinutes(15)),
    HOUR("PT1H", Duration.ofHours(1)),
    DAY("P1D", Duration.ofDays(1));

    private final String parameter;
    private final Duration usualLength;

    Step(String parameter, Duration usualLength) {
        this.parameter = parameter;
        this.usualLength = usualLength;
    }

    /** As the API's parameter spells it. */
    public String parameter() {
        return parameter;
    }

    /** The step that the API's parameter names; empty when there is none. */
    public static Optional<Step> named(String parameter) {
        return Arrays.stream(values())
                .filter(step -> step.parameter.equals(parameter))
                .findFirst();
    }

    /** Every value of the parameter. */
    public static List<String> parameters() {
        return Arrays.stream(values()).map(Step::parameter).toList();
    }

    /** Whether quarters of an hour are too coarse for it. */
    public boolean needsMinutes() {
        return usualLength.compareTo(QUARTER.usualLength) < 0;
    }

    /** About how many steps a range has. */
    public long in(TimeRange range) {
        return 1 + Duration.between(range.from(), range.to()).toSeconds() / usualLength.toSeconds();
    }

    /** The bucket that {@code instant} lies in. */
    public TimeRange around(Instant instant, ZoneId zone) {
        return switch (this) {
            case DAY -> day(instant, zone);
            case HOUR -> hour(instant, zone.getRules());
            case MINUTE, FIVE_MINUTES, QUARTER -> {
                long length = usualLength.toSeconds();
                Instant from = Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), length) * length);
                yield new TimeRange(from, from.plus(usualLength));
            }
        };
    }

    private static TimeRange day(Instant instant, ZoneId zone) {
        var date = instant.atZone(zone).toLocalDate();
        return new TimeRange(
                date.atStartOfDay(zone).toInstant(),
                date.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** An hour of the clock; where the clock is put, the hour is over or begins. */
    private static TimeRange hour(Instant instant, ZoneRules rules) {
        ZoneOffset offset = rules.getOffset(instant);
        LocalDateTime begin = LocalDateTime.ofInstant(instant, offset).truncatedTo(ChronoUnit.HOURS);
        Instant from = begin.toInstant(offset);
        Instant to = from.plus(HOUR.usualLength);
        ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition after = rules.nextTransition(instant);
        return new TimeRange(
                before != null && before.getInstant().isAfter(from) ? before.getInstant() : from,
                after != null && after.getInstant().isBefore(to) ? after.getInstant() : to);
    }

    /** The buckets of a range, the first and last of them cut where the range begins and ends. */
    public List<TimeRange> over(TimeRange range, ZoneId zone) {
        List<TimeRange> buckets = new ArrayList<>();
        Instant from = range.from();
        while (from.isBefore(range.to())) {
            Instant end = around(from, zone).to();
            Instant to = end.isBefore(range.to()) ? end : range.to();
            buckets.add(new TimeRange(from, to));
            from = to;
        }
        return buckets;
    }
}

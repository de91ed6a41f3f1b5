/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTest {
    private static final ZoneId PRAGUE = ZoneId.of("Europe/Prague");

    private static TimeRange days(String from, String to, ZoneId zone) {
        return new TimeRange(
                LocalDate.parse(from).atStartOfDay(zone).toInstant(),
                LocalDate.parse(to).atStartOfDay(zone).toInstant());
    }

    @Test
    void cutsDaysOf23And25Hours() {
        assertThat(Step.HOUR.over(days("2026-03-29", "2026-03-30", PRAGUE), PRAGUE))
                .hasSize(23);
        assertThat(Step.HOUR.over(days("2026-10-25", "2026-10-26", PRAGUE), PRAGUE))
                .hasSize(25);
        assertThat(Step.DAY.over(days("2026-10-24", "2026-10-27", PRAGUE), PRAGUE))
                .hasSize(3);
    }

    @Test
    void endsTheHourInWhichTheClockIsPutBackByHalfAnHour() {
        // Given
        ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe");
        TimeRange day = days("2026-04-05", "2026-04-06", lordHowe);

        // When
        List<TimeRange> hours = Step.HOUR.over(day, lordHowe);

        // Then: 1:00 to 2:00, then the clock shows 1:30 once more
        assertThat(hours).hasSize(25);
        assertThat(hours.get(2))
                .isEqualTo(new TimeRange(Instant.parse("2026-04-04T15:00:00Z"), Instant.parse("2026-04-04T15:30:00Z")));
    }

    @Test
    void beginsHoursWhereTheZoneDoes() {
        ZoneId kathmandu = ZoneId.of("Asia/Kathmandu");
        assertThat(Step.HOUR.around(Instant.parse("2026-11-20T12:00:00Z"), kathmandu))
                .isEqualTo(new TimeRange(Instant.parse("2026-11-20T11:15:00Z"), Instant.parse("2026-11-20T12:15:00Z")));
        assertThat(Step.FIVE_MINUTES.around(Instant.parse("2026-11-20T12:07:09Z"), kathmandu))
                .isEqualTo(new TimeRange(Instant.parse("2026-11-20T12:05:00Z"), Instant.parse("2026-11-20T12:10:00Z")));
    }
}

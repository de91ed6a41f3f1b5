/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PeriodTest {
    private static final ZoneId PRAGUE = ZoneId.of("Europe/Prague");

    private static TimeRange range(String from, String to) {
        return new TimeRange(Instant.parse(from), Instant.parse(to));
    }

    private static TimeRange before(Period period, String now) {
        return period.before(period.window(Instant.parse(now), PRAGUE));
    }

    @Test
    void comparesWindowsOfTheSameLengthThatTouch() {
        assertThat(before(new Period.Rolling(RollingWindow.WEEK), "2026-11-20T12:07:30Z"))
                .isEqualTo(range("2026-11-06T11:45:00Z", "2026-11-13T12:00:00Z"));
    }

    @Test
    void comparesWholeDaysWithAsManyWholeDays() {
        // the days from Monday, 19 October to Sunday, when the clocks are put back, are 169 hours
        Period week = new Period.Fixed(range("2026-10-18T22:00:00Z", "2026-10-25T23:00:00Z"));
        assertThat(before(week, "2026-11-20T12:00:00Z"))
                .isEqualTo(range("2026-10-11T22:00:00Z", "2026-10-18T22:00:00Z"));
    }

    @Test
    void countsNothingOfTodayAsYesterdayWhereTheLastHourOfADayIsSkipped() {
        // 19 June 2009 in Dhaka: 23:00 is followed by midnight, as in Nuuk each spring
        ZoneId dhaka = ZoneId.of("Asia/Dhaka");
        Period today = new Period.Rolling(RollingWindow.TODAY);
        assertThat(today.before(today.window(Instant.parse("2009-06-20T16:30:00Z"), dhaka)))
                .isEqualTo(range("2009-06-18T18:00:00Z", "2009-06-19T17:00:00Z"));
    }

    @Test
    void comparesTodayWithYesterdayByTheClock() {
        Period today = new Period.Rolling(RollingWindow.TODAY);
        assertThat(before(today, "2026-10-26T11:59:10Z"))
                .isEqualTo(range("2026-10-24T22:00:00Z", "2026-10-25T12:00:00Z"));
        assertThat(before(today, "2026-10-25T11:59:10Z"))
                .isEqualTo(range("2026-10-23T22:00:00Z", "2026-10-24T11:00:00Z"));
        assertThat(before(today, "2026-11-20T22:59:59Z"))
                .isEqualTo(range("2026-11-18T23:00:00Z", "2026-11-19T23:00:00Z"));
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.topology.PipelineFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code today} begins with the first instant of the day in the account's zone, however long the day is. */
class TodayTest {
    @TempDir
    private Path stateDir;

    /**
     * Holds that of one conversation right before {@code midnight}, one right after and one just now, two are today's.
     */
    private void assertTodayBegins(String zone, String midnight, String now) {
        Instant begin = Instant.parse(midnight);
        Instant asked = Instant.parse(now);
        try (PipelineFixture pipeline = new PipelineFixture(stateDir)) {
            ended(pipeline, 1, begin.minusMillis(1));
            ended(pipeline, 2, begin);
            ended(pipeline, 3, asked.minusMillis(1));

            Summary summary = today(pipeline, zone, asked);

            assertThat(summary.range().from()).as(zone).isEqualTo(begin);
            assertThat(summary.range().to()).as(zone).isAfter(asked).isBeforeOrEqualTo(asked.plusSeconds(60));
            assertThat(summary.figures().count(Count.CONVERSATIONS)).as(zone).isEqualTo(2);
        }
    }

    private static void ended(PipelineFixture pipeline, int channel, Instant end) {
        pipeline.pipe(Hooks.sample()
                .channelId(channel)
                .event("c" + channel)
                .endedAt(end)
                .receivedAt(end.plusSeconds(1)));
    }

    private static Summary today(PipelineFixture pipeline, String zone, Instant now) {
        return summary(pipeline, RollingWindow.TODAY, ZoneId.of(zone), now);
    }

    private static Summary summary(PipelineFixture pipeline, RollingWindow window, ZoneId zone, Instant now) {
        AccountState account = new AccountState(208, new PartitionPanes(pipeline.state()), now, false);
        return SummaryQuery.summary(account, DimensionKey.ACCOUNT, window.at(now, zone), zone);
    }

    @Test
    void beginsAtMidnightInUtc() {
        assertTodayBegins("UTC", "2026-11-20T00:00:00Z", "2026-11-20T12:00:30Z");
    }

    @Test
    void beginsAMomentAgoRightAfterMidnight() {
        assertTodayBegins("Europe/Prague", "2026-11-19T23:00:00Z", "2026-11-19T23:00:10Z");
    }

    @Test
    void hasTwentyThreeHoursWhenTheClocksGoForward() {
        // 29 March: 02:00 is followed by 03:00
        assertTodayBegins("Europe/Prague", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z");
        assertTodayBegins("Europe/Prague", "2026-03-29T22:00:00Z", "2026-03-29T22:00:01Z");
    }

    @Test
    void hasTwentyFiveHoursWhenTheClocksGoBack() {
        // 25 October: 03:00 is followed by 02:00
        assertTodayBegins("Europe/Prague", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z");
        assertTodayBegins("Europe/Prague", "2026-10-25T23:00:00Z", "2026-10-25T23:00:01Z");
    }

    @Test
    void beginsOnHalfAndQuarterHoursWhereZonesDo() {
        assertTodayBegins("Asia/Kolkata", "2026-11-19T18:30:00Z", "2026-11-20T12:00:00Z");
        assertTodayBegins("Asia/Kathmandu", "2026-11-19T18:15:00Z", "2026-11-20T12:00:00Z");
        // clocks move by half an hour: standard time again on 5 April 2026 at 02:00
        assertTodayBegins("Australia/Lord_Howe", "2026-04-04T13:00:00Z", "2026-04-05T13:29:59Z");
        assertTodayBegins("Australia/Lord_Howe", "2026-04-05T13:30:00Z", "2026-04-05T13:31:00Z");
    }

    @Test
    void beginsAtOneWhereMidnightIsSkipped() {
        assertTodayBegins("America/Sao_Paulo", "2018-11-04T03:00:00Z", "2018-11-04T12:00:00Z");
        assertTodayBegins("Asia/Beirut", "2022-03-26T22:00:00Z", "2022-03-27T12:00:00Z");
    }

    @Test
    void beginsAtTheFirstMidnightWhereItComesTwice() {
        // 01:00 is followed by 00:00 of the same day
        assertTodayBegins("America/Havana", "2025-11-02T04:00:00Z", "2025-11-02T12:00:00Z");
    }

    @Test
    void doesNotBeginAgainWhereTheHourBeforeMidnightComesTwice() {
        // 24:00 is followed by 23:00 of the same day
        assertTodayBegins("Asia/Beirut", "2022-10-28T21:00:00Z", "2022-10-29T21:30:00Z");
        assertTodayBegins("Asia/Beirut", "2022-10-29T22:00:00Z", "2022-10-29T22:00:30Z");
        assertTodayBegins("America/Sao_Paulo", "2018-02-17T02:00:00Z", "2018-02-18T02:59:59Z");
        assertTodayBegins("America/Sao_Paulo", "2018-02-18T03:00:00Z", "2018-02-18T03:00:30Z");
    }

    @Test
    void decaysWithTheDayAndWithoutTraffic() {
        try (PipelineFixture pipeline = new PipelineFixture(stateDir)) {
            Instant end = Instant.parse("2026-11-20T22:30:00Z");
            ended(pipeline, 1, end);
            assertThat(conversations(pipeline, Instant.parse("2026-11-20T22:59:59Z")))
                    .isEqualTo(1);
            assertThat(conversations(pipeline, Instant.parse("2026-11-20T23:00:00Z")))
                    .isZero();
        }
    }

    private static long conversations(PipelineFixture pipeline, Instant now) {
        return today(pipeline, "Europe/Prague", now).figures().count(Count.CONVERSATIONS);
    }

    @Test
    void rollingWindowsDecayToZeroWithoutTraffic() {
        try (PipelineFixture pipeline = new PipelineFixture(stateDir)) {
            Instant end = Instant.parse("2026-11-20T12:07:30Z");
            ended(pipeline, 1, end);
            for (RollingWindow window : RollingWindow.values()) {
                if (window.length().isEmpty()) {
                    continue;
                }
                Duration length = window.length().get();
                // to the minute below three days, to the quarter of an hour above
                boolean quarters = length.compareTo(Duration.ofHours(72)) > 0;
                Instant first = Instant.parse(quarters ? "2026-11-20T12:15:00Z" : "2026-11-20T12:08:00Z");
                Instant last = first.plus(length).minusSeconds(61);

                assertThat(rolling(pipeline, window, end)).as(window.name()).isEqualTo(1);
                assertThat(rolling(pipeline, window, last)).as(window.name()).isEqualTo(1);
                assertThat(rolling(pipeline, window, last.plusSeconds(1)))
                        .as(window.name())
                        .isZero();
            }
        }
    }

    private static long rolling(PipelineFixture pipeline, RollingWindow window, Instant now) {
        return summary(pipeline, window, ZoneOffset.UTC, now).figures().count(Count.CONVERSATIONS);
    }
}

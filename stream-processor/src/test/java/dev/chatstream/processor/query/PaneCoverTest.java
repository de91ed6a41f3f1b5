/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chatstream.processor.aggregate.Granularity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PaneCoverTest {

    @Property
    void coversTheRangeWithoutGapOrOverlap(
            @ForAll @IntRange(max = 65 * 24 * 60) int minutesAgo, @ForAll @IntRange(max = 5_000) int length) {
        Instant from = NOON.plusSeconds(37).minus(Duration.ofMinutes(minutesAgo));
        TimeRange wanted = new TimeRange(from, from.plus(Duration.ofMinutes(length)));

        PaneCover cover = PaneCover.of(wanted, NOON.plusSeconds(37));

        Instant at = cover.range().from();
        for (PaneCover.Part part : cover.parts()) {
            TimeRange range = part.range();
            assertThat(range.from()).isEqualTo(at);
            assertThat(part.granularity().floor(range.from())).isEqualTo(range.from());
            assertThat(part.granularity().floor(range.to())).isEqualTo(range.to());
            at = range.to();
        }
        assertThat(at).isEqualTo(cover.range().to());
        assertThat(cover.range().from()).isBeforeOrEqualTo(wanted.from());
        assertThat(cover.range().to()).isAfterOrEqualTo(wanted.to());
    }

    @Example
    void usesQuartersInsideAndMinutesAtTheEdges() {
        // Given
        TimeRange wanted = new TimeRange(NOON.minus(Duration.ofMinutes(20)), NOON.plus(Duration.ofMinutes(2)));

        // When
        PaneCover cover = PaneCover.of(wanted, NOON);

        // Then
        assertThat(cover.range()).isEqualTo(wanted);
        assertThat(cover.parts())
                .extracting(PaneCover.Part::granularity)
                .containsExactly(Granularity.MINUTE, Granularity.QUARTER, Granularity.MINUTE);
    }

    @Example
    void snapsOutwardBeyondTheMinutes() {
        // Given
        TimeRange wanted = RollingWindow.WEEK.at(NOON.plusSeconds(90), ZoneOffset.UTC);

        // When
        PaneCover cover = PaneCover.of(wanted, NOON.plusSeconds(90));

        // Then
        assertThat(cover.range())
                .isEqualTo(new TimeRange(NOON.minus(Duration.ofDays(7)), NOON.plus(Duration.ofMinutes(15))));
    }

    @Example
    void endsWindowsWithTheCurrentMinute() {
        assertThat(RollingWindow.FIVE_MINUTES.at(NOON.plusSeconds(20), ZoneOffset.UTC))
                .isEqualTo(new TimeRange(NOON.minus(Duration.ofMinutes(4)), NOON.plus(Duration.ofMinutes(1))));
        assertThat(RollingWindow.named("P30D")).contains(RollingWindow.MONTH);
        assertThat(RollingWindow.named("P31D")).isEmpty();
    }

    @Example
    void beginsTodayAtMidnightOfTheZoneAlsoWhenTheClocksChange() {
        assertThat(today("2026-10-25T12:00:00Z", "Europe/Prague")).isEqualTo("2026-10-24T22:00:00Z");
        assertThat(today("2026-10-25T23:30:00Z", "Europe/Prague")).isEqualTo("2026-10-25T23:00:00Z");
        assertThat(today("2026-03-29T12:00:00Z", "Europe/Prague")).isEqualTo("2026-03-28T23:00:00Z");
        assertThat(today("2026-11-20T12:00:00Z", "Asia/Kathmandu")).isEqualTo("2026-11-19T18:15:00Z");
    }

    private static Instant today(String now, String zone) {
        return RollingWindow.TODAY.at(Instant.parse(now), ZoneId.of(zone)).from();
    }

    @Example
    void knowsHowFarAShareCanBeTrusted() {
        Wilson eleven = Wilson.interval(11, 12);
        assertThat(eleven.low()).isCloseTo(0.646, within(0.0005));
        assertThat(eleven.high()).isCloseTo(0.985, within(0.0005));
        assertThat(Wilson.interval(1, 1).high()).isEqualTo(1);
        assertThat(Wilson.interval(0, 3).low()).isZero();
    }
}

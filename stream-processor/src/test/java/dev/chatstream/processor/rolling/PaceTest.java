/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.query.PaneCover;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.query.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"), ZoneId.of("Europe/Prague"), ZoneId.of("Asia/Kathmandu"), ZoneId.of("America/Lima"));

    @Test
    void isTheContracts() {
        assertThat(Arrays.stream(Pace.values()).map(Pace::interval))
                .containsExactly(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(15));
        assertThat(Pace.FAST.windows())
                .containsExactly(RollingWindow.FIVE_MINUTES, RollingWindow.QUARTER_HOUR, RollingWindow.HOUR);
        assertThat(Pace.STEADY.windows()).containsExactly(RollingWindow.DAY, RollingWindow.TODAY);
        assertThat(Pace.SLOW.windows()).containsExactly(RollingWindow.WEEK, RollingWindow.MONTH);
    }

    private static boolean holds(RollingWindow window, Instant start, Instant now, ZoneId zone) {
        TimeRange range = PaneCover.of(window.at(now, zone), now).range();
        return !start.isBefore(range.from()) && start.isBefore(range.to());
    }

    /** Over a year, so over both changes of the clock too. */
    @Property(tries = 2_000)
    void knowsTheMomentAtWhichAPaneLeaves(
            @ForAll Pace pace,
            @ForAll @IntRange(min = 0, max = 365 * 86_400) int second,
            @ForAll @IntRange(min = 0, max = 31 * 86_400) int age,
            @ForAll @IntRange(min = 0, max = 3) int zoneIndex) {
        ZoneId zone = ZONES.get(zoneIndex);
        Instant now = NOON.plusSeconds(second);
        Instant start = pace.granularity().floor(now.minusSeconds(age));
        for (RollingWindow window : pace.windows()) {
            if (holds(window, start, now, zone)) {
                Instant leaves = pace.leaves(window, start, now, zone);
                assertThat(holds(window, start, leaves, zone)).isFalse();
                assertThat(holds(window, start, leaves.minusMillis(1), zone)).isTrue();
                assertThat(pace.oldest(now, zone)).isBeforeOrEqualTo(start);
            }
        }
    }

    @Property(tries = 500)
    void knowsThatAPaneEntersWhenTheClockReachesIt(
            @ForAll Pace pace,
            @ForAll @IntRange(min = 0, max = 86_400) int second,
            @ForAll @IntRange(min = 0, max = 360) int ahead) {
        ZoneId zone = ZONES.get(0);
        Instant now = NOON.plusSeconds(second);
        Instant start = pace.granularity().floor(now.plusSeconds(ahead));
        for (RollingWindow window : pace.windows()) {
            assertThat(pace.oldest(now, zone)).isBeforeOrEqualTo(start);
            if (!holds(window, start, now, zone)) {
                assertThat(holds(window, start, start, zone)).isTrue();
                assertThat(holds(window, start, start.minusMillis(1), zone)).isFalse();
            }
        }
    }
}

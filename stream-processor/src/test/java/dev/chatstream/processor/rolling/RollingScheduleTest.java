/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Subject;
import dev.chatstream.processor.rolling.RollingSchedule.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollingScheduleTest {
    private static final Subject ONE = new Subject(1, DimensionKey.ACCOUNT);
    private static final Subject TWO = new Subject(2, DimensionKey.ACCOUNT);

    private final RollingSchedule schedule = new RollingSchedule();

    private void take(Subject... subjects) {
        for (Subject subject : subjects) {
            schedule.put(subject, Map.of());
        }
    }

    @Test
    void isDueAtOnceTheFirstTimeAndThenAfterThePace() {
        // Given
        take(ONE);
        schedule.changes(ONE, Pace.FAST, NOON, NOON);
        Turn first = schedule.next(NOON).orElseThrow();

        // When
        schedule.done(first, NOON, null);
        schedule.changes(ONE, Pace.FAST, NOON, NOON.plusSeconds(1));

        // Then
        assertThat(first).isEqualTo(new Turn(ONE, Pace.FAST));
        assertThat(schedule.next(NOON.plusMillis(9_999))).isEmpty();
        assertThat(schedule.next(NOON.plusSeconds(10))).contains(first);
    }

    @Test
    void keepsTheEarlierOfTwoDues() {
        // Given
        take(ONE);
        schedule.changes(ONE, Pace.SLOW, NOON.plus(Duration.ofDays(30)), NOON);

        // When
        schedule.changes(ONE, Pace.SLOW, NOON.plusSeconds(5), NOON);
        schedule.changes(ONE, Pace.SLOW, NOON.plusSeconds(50), NOON);

        // Then
        assertThat(schedule.earliest()).isEqualTo(NOON.plusSeconds(5));
        assertThat(schedule.due(NOON.plus(Duration.ofDays(40)))).isEqualTo(1);
    }

    @Test
    void isNeverEarly() {
        // Given
        take(ONE);
        Instant between = NOON.plusMillis(1);

        // When
        schedule.changes(ONE, Pace.FAST, between, between);

        // Then
        assertThat(schedule.next(NOON.plusMillis(999))).isEmpty();
        assertThat(schedule.next(NOON.plusSeconds(1))).isPresent();
    }

    @Test
    void takesFirstWhatIsLateForItsPace() {
        // Given
        take(ONE, TWO);
        schedule.changes(ONE, Pace.SLOW, NOON, NOON);
        schedule.changes(TWO, Pace.FAST, NOON.plusSeconds(60), NOON);

        // Then a minute of a quarter of an hour is less than five seconds of ten
        assertThat(schedule.next(NOON.plusSeconds(65))).contains(new Turn(TWO, Pace.FAST));
        schedule.done(new Turn(TWO, Pace.FAST), NOON.plusSeconds(65), null);
        schedule.changes(TWO, Pace.FAST, NOON.plusSeconds(66), NOON.plusSeconds(66));
        assertThat(schedule.next(NOON.plusSeconds(75))).contains(new Turn(ONE, Pace.SLOW));
    }

    @Test
    void takesEqualOnesInTurn() {
        // Given more than can be looked at
        take(ONE, TWO);
        schedule.changes(ONE, Pace.FAST, NOON, NOON);
        schedule.changes(TWO, Pace.FAST, NOON, NOON);

        // When
        Turn first = schedule.next(NOON).orElseThrow();
        schedule.done(first, NOON, NOON);

        // Then
        assertThat(schedule.next(NOON.plusSeconds(60)).orElseThrow().subject()).isNotEqualTo(first.subject());
        assertThat(schedule.due(NOON.plusSeconds(60))).isEqualTo(2);
    }

    @Test
    void waitsForNobodyWhenTheClockWasSetBack() {
        // Given
        schedule.put(ONE, Map.of(Pace.FAST, NOON.plus(Duration.ofHours(5))));

        // When
        schedule.changes(ONE, Pace.FAST, NOON, NOON);

        // Then
        assertThat(schedule.earliest()).isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void knowsNothingOfWhatWasRemoved() {
        // Given
        take(ONE);
        schedule.changes(ONE, Pace.FAST, NOON, NOON);

        // When
        schedule.remove(ONE);

        // Then
        assertThat(schedule.knows(ONE)).isFalse();
        assertThat(schedule.isIdle(ONE)).isTrue();
        assertThat(schedule.earliest()).isNull();
    }
}

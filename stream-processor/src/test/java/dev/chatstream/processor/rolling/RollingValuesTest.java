/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.RollingMetrics;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.rolling.Board.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RollingValuesTest {
    private final Board board = new Board(NOON);

    private RollingMetrics value(RollingWindow window) {
        return board.value(1, window).orElseThrow();
    }

    @Test
    void losesNobodyWhenTheProgramStopsBeforeTheFirstLook() {
        // Given
        board.add(new Ended(1, NOON, false));

        // When
        board.restart();
        board.pass(Duration.ofSeconds(1));

        // Then
        assertThat(board.values).hasSize(7);
    }

    @Test
    void writesNothingAgainAfterARestartThatChangedNothing() {
        // Given
        board.add(new Ended(1, NOON, false));
        board.pass(Duration.ofSeconds(1));
        int before = board.writes.size();

        // When
        board.restart();
        board.pass(Duration.ofMinutes(2));

        // Then
        assertThat(board.writes).hasSize(before);
        assertThat(board.writes.values()).allSatisfy(times -> assertThat(times).hasSize(1));
    }

    @Test
    void catchesUpWithWhatLeftWhileTheProgramWasDown() {
        // Given
        board.add(new Ended(1, NOON, false));
        board.pass(Duration.ofSeconds(1));

        // When
        board.now = board.now.plus(Duration.ofHours(3));
        board.restart();
        board.pass(Duration.ofSeconds(1));

        // Then
        assertThat(board.values.keySet())
                .containsExactlyInAnyOrder("1|account||PT24H", "1|account||today", "1|account||P7D", "1|account||P30D");
    }

    @Test
    void writesAgainWhenOnePaneLeavesAsAnEqualOneEnters() {
        // Given one that leaves at 12:01, and a look just before, so that the next is at 12:01:06
        board.add(new Ended(1, NOON.minusSeconds(240), false));
        board.pass(Duration.ofSeconds(55));
        board.add(new Ended(1, NOON.minusSeconds(1_800), false));
        board.pass(Duration.ofSeconds(6));

        // When
        board.add(new Ended(1, board.now, false));
        board.pass(Duration.ofSeconds(5));

        // Then the figures are equal, the bounds are not
        assertThat(value(RollingWindow.FIVE_MINUTES).getConversations()).isEqualTo(1);
        assertThat(value(RollingWindow.FIVE_MINUTES).getFrom()).isEqualTo(NOON.minusSeconds(180));
        assertThat(board.writes.get("1|account||PT5M")).hasSize(2);
    }

    @Test
    void beginsTodayAnewAtMidnightOfTheAccount() {
        // Given an hour before midnight in Prague
        board.now = Instant.parse("2026-11-20T22:00:00Z");
        board.add(new Ended(1, board.now, false));
        board.pass(Duration.ofMinutes(59));
        assertThat(value(RollingWindow.TODAY).getConversations()).isEqualTo(1);

        // When
        board.pass(Duration.ofMinutes(1));

        // Then
        assertThat(board.value(1, RollingWindow.TODAY)).isEmpty();
        assertThat(value(RollingWindow.DAY).getConversations()).isEqualTo(1);
    }

    @Test
    void takesEverythingBackThatIsSwitchedOff() {
        // Given
        board.add(new Ended(1, NOON, false));
        board.pass(Duration.ofSeconds(1));

        // When
        board.restartFor(Set.of());
        board.pass(Duration.ofMinutes(31));

        // Then
        assertThat(board.values).isEmpty();
        assertThat(board.rowCount()).isZero();
        assertThat(board.isAsleep()).isTrue();
    }

    @Test
    void waitsForItsPaceEvenAfterEverythingWasTakenBack() {
        // Given
        Ended first = new Ended(1, NOON, false);
        board.add(first);
        board.pass(Duration.ofSeconds(1));
        board.remove(first);
        board.pass(Duration.ofMinutes(15));
        assertThat(board.values).isEmpty();

        // When
        board.add(new Ended(1, board.now, false));
        board.pass(Duration.ofSeconds(1));

        // Then
        assertThat(board.values)
                .containsOnlyKeys(
                        "1|account||PT5M",
                        "1|account||PT15M",
                        "1|account||PT1H",
                        "1|account||PT24H",
                        "1|account||today");
        board.pass(Duration.ofMinutes(15));
        assertThat(board.values).containsKeys("1|account||P7D", "1|account||P30D");
    }

    @Test
    void looksAtManyInOneChangeOnlyOnce() {
        // When
        for (int i = 0; i < 1_000; i++) {
            board.add(new Ended(1, NOON, false));
        }
        board.pass(Duration.ofSeconds(1));

        // Then
        assertThat(board.looks).isEqualTo(Pace.values().length);
        assertThat(value(RollingWindow.HOUR).getConversations()).isEqualTo(1_000);
    }
}

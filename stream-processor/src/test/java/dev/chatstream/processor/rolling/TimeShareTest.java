/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TimeShareTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private final AtomicLong nanos = new AtomicLong(42);

    /** Works while it may, in pieces of {@code piece} milliseconds; returns how many. */
    private int work(TimeShare.Part part, int piece) {
        return work(part, piece, false);
    }

    private int work(TimeShare.Part part, int piece, boolean backlog) {
        int pieces = 0;
        for (part.begin(backlog); part.left(); pieces++) {
            nanos.addAndGet(piece * MILLI);
        }
        part.end();
        return pieces;
    }

    @Test
    void stopsWhenTheShareIsUsedUp() {
        // Given
        TimeShare.Part part = new TimeShare(0.1, 1, nanos::get).join();

        // When
        int pieces = work(part, 10);

        // Then 100 ms of the first second, and a little for the time that they took
        assertThat(pieces).isBetween(10, 12);
        assertThat(work(part, 10)).isZero();
        nanos.addAndGet(SECOND);
        assertThat(work(part, 10)).isBetween(9, 12);
    }

    @Test
    void waitsLongerAfterALongPieceOfWork() {
        // Given
        TimeShare.Part part = new TimeShare(0.1, 1, nanos::get).join();

        // When
        assertThat(work(part, 500)).isEqualTo(1);

        // Then
        nanos.addAndGet(3 * SECOND);
        assertThat(work(part, 1)).isZero();
        nanos.addAndGet(2 * SECOND);
        assertThat(work(part, 1)).isPositive();
    }

    @Test
    void takesATenthWhileABacklogIsWorkedOff() {
        // Given
        TimeShare.Part part = new TimeShare(0.1, 1, nanos::get).join();
        work(part, 1);

        // When
        int pieces = 0;
        for (int second = 0; second < 10; second++) {
            nanos.addAndGet(SECOND);
            pieces += work(part, 1, true);
        }

        // Then 10 ms a second, whatever was saved before, 1 % of its own time, and what the last piece overdraws
        assertThat(pieces).isBetween(100, 102);
        work(part, 1, true);
        work(part, 1);
        nanos.addAndGet(SECOND);
        assertThat(work(part, 1)).isBetween(99, 115);
    }

    @Test
    void savesNoMoreThanASecondIsWorth() {
        // Given
        TimeShare.Part part = new TimeShare(0.1, 1, nanos::get).join();

        // When
        nanos.addAndGet(3_600 * SECOND);

        // Then
        assertThat(work(part, 10)).isBetween(10, 12);
    }

    @Test
    void dividesTheThreadsTimeAmongTheirTasks() {
        // Given two threads with four tasks
        TimeShare share = new TimeShare(0.1, 2, nanos::get);
        TimeShare.Part part = share.join();
        TimeShare.Part other = share.join();
        share.join();
        share.join();
        work(part, 1);

        // Then
        nanos.addAndGet(SECOND);
        assertThat(work(part, 1)).isBetween(50, 55);
        other.leave();
        work(part, 1);
        nanos.addAndGet(SECOND);
        assertThat(work(part, 1)).isBetween(66, 75);
    }

    @Property(tries = 200)
    void neverTakesMoreThanItsShareInTheLongRun(
            @ForAll @Size(min = 1, max = 50) List<@IntRange(min = 1, max = 3_000) Integer> pieces) {
        TimeShare.Part part = new TimeShare(0.2, 1, nanos::get).join();
        long start = nanos.get();
        long worked = 0;
        for (int piece : pieces) {
            part.begin(false);
            if (part.left()) {
                nanos.addAndGet(piece * MILLI);
                worked += piece;
            }
            part.end();
            nanos.addAndGet(SECOND);
        }
        long passed = (nanos.get() - start) / MILLI;
        // what may be saved, and the one piece that overdraws
        assertThat(worked).isLessThanOrEqualTo(passed / 5 + 200 + 3_000);
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DlqBreakerTest {
    /** Clocks may start anywhere, below zero too. */
    private final AtomicLong now = new AtomicLong(-Duration.ofHours(1).toNanos());

    private final DlqBreaker breaker = new DlqBreaker(0.5, 10, Duration.ofMinutes(1), now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void read(int records) {
        IntStream.range(0, records).forEach(i -> breaker.read());
    }

    private void unreadable(int records) {
        IntStream.range(0, records).forEach(i -> breaker.unreadable());
    }

    @Test
    void opensWhenMoreThanTheShareIsUnreadable() {
        // Given
        read(10);
        unreadable(10);

        // When, Then
        assertThatThrownBy(breaker::unreadable)
                .isInstanceOf(DlqBreaker.Open.class)
                .hasMessageContaining("11 of the last 21")
                .hasMessageContaining("dlq.breaker.share");
        assertThatThrownBy(breaker::unreadable).isInstanceOf(DlqBreaker.Open.class);
    }

    @Test
    void saysNothingOfFewRecords() {
        // Given
        unreadable(9);

        // When, Then
        assertThatThrownBy(breaker::unreadable).hasMessageContaining("10 of the last 10");
    }

    @Test
    void forgetsWhatIsOlderThanTheWindow() {
        // Given
        unreadable(9);
        pass(Duration.ofSeconds(61));

        // When
        assertThatCode(breaker::unreadable).doesNotThrowAnyException();

        // Then
        read(3);
        assertThat(breaker.recentShare()).isEqualTo(0.25);
    }

    @Test
    void remembersWithinTheWindow() {
        // Given
        unreadable(5);
        pass(Duration.ofSeconds(50));

        // When
        unreadable(4);

        // Then
        assertThatThrownBy(breaker::unreadable).isInstanceOf(DlqBreaker.Open.class);
    }

    @Test
    void opensNoMoreAfterALongSilence() {
        // Given
        unreadable(9);

        // When
        pass(Duration.ofDays(400));

        // Then
        assertThat(breaker.recentShare()).isZero();
        assertThatCode(breaker::unreadable).doesNotThrowAnyException();
    }

    @Test
    void letsEverythingThroughWithAShareOfOne() {
        // Given
        DlqBreaker open = new DlqBreaker(1, 1, Duration.ofSeconds(1), now::get);

        // When
        IntStream.range(0, 1000).forEach(i -> open.unreadable());

        // Then
        assertThat(open.recentShare()).isEqualTo(1, within(0.0));
    }
}

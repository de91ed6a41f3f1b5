/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeldomTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void happensAtOnceAndThenEveryTenSeconds() {
        // Given
        Seldom seldom = new Seldom(clock::get);

        // When, Then
        assertThat(seldom.now()).isTrue();
        assertThat(seldom.now()).isFalse();
        pass(Duration.ofMillis(9_999));
        assertThat(seldom.now()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(seldom.now()).isTrue();
        assertThat(seldom.now()).isFalse();
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class HangingTest {
    private static final Address PEER = new Address("a", 1);
    private static final PeerAnswer LATE = new PeerAnswer.Silent(Silence.LATE);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final Hanging hanging = new Hanging(nanos::get);

    private void after(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void avoidsWhoWasLateAndNobodyElse() {
        // When
        hanging.heard(PEER, LATE);

        // Then
        assertThat(hanging.isAvoided(PEER)).isTrue();
        assertThat(hanging.isAvoided(new Address("b", 1))).isFalse();
    }

    @Test
    void letsOneQuestionFindOutNowAndThen() {
        // Given
        hanging.heard(PEER, LATE);

        // When
        after(Duration.ofSeconds(5));

        // Then
        assertThat(hanging.isAvoided(PEER)).isFalse();
        assertThat(hanging.isAvoided(PEER)).isTrue();
        after(Duration.ofSeconds(2));
        hanging.heard(PEER, LATE);
        after(Duration.ofSeconds(4));
        assertThat(hanging.isAvoided(PEER)).isTrue();
    }

    @Test
    void avoidsNobodyWhoHasAnswered() {
        // Given
        hanging.heard(PEER, LATE);

        // When
        hanging.heard(PEER, new PeerAnswer.Answered(200, "application/json", Map.of(), "{}"));

        // Then
        assertThat(hanging.isAvoided(PEER)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"LATE", "BUSY"})
    void avoidsNobodyWhoSaysNoAtOnce(Silence silence) {
        // Given
        hanging.heard(PEER, LATE);

        // When
        hanging.heard(PEER, new PeerAnswer.Silent(silence));

        // Then
        assertThat(hanging.isAvoided(PEER)).isFalse();
    }

    @Test
    void learnsNothingFromAQuestionThatWasNeverSent() {
        // Given
        hanging.heard(PEER, LATE);

        // When
        hanging.heard(PEER, new PeerAnswer.Silent(Silence.BUSY));

        // Then
        assertThat(hanging.isAvoided(PEER)).isTrue();
    }

    @Test
    void remembersOnlySoMany() {
        // When
        for (int port = 0; port <= 1_000; port++) {
            hanging.heard(new Address("a", port), LATE);
        }

        // Then
        assertThat(hanging.isAvoided(new Address("a", 0))).isFalse();
        assertThat(hanging.isAvoided(new Address("a", 1_000))).isTrue();
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final List<String> lines = new ArrayList<>();
    private long nanos;
    private final Backlog backlog = new Backlog(() -> nanos, lines::add);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void saysNothingAsLongAsNothingWasDrained() {
        // When
        backlog.empty();

        // Then
        assertThat(lines).isEmpty();
    }

    @Test
    void saysOnceHowMuchWasDrainedAndHowLongThatTook() {
        // Given
        backlog.left();
        pass(Duration.ofMillis(1500));
        backlog.left();
        pass(Duration.ofSeconds(5));

        // When
        backlog.empty();
        backlog.empty();

        // Then
        assertThat(lines).containsExactly("the spool is drained: 2 hooks in 1.5 s");
    }

    @Test
    void gathersWhatFollowsSoonInOneLine() {
        // Given
        backlog.left();
        backlog.empty();

        // When
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(1));
            backlog.left();
            backlog.empty();
        }

        // Then
        assertThat(lines)
                .containsExactly(
                        "the spool is drained: 1 hook in 0.0 s",
                        "the spool is drained: 10 hooks in 9.0 s",
                        "the spool is drained: 10 hooks in 9.0 s");
    }
}

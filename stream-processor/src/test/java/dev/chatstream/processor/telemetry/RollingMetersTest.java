/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RollingMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RollingMeters meters = new RollingMeters(registry);

    private double gauge(String name) {
        return registry.get("chatstream.processor.rolling." + name).gauge().value();
    }

    @Test
    void addsUpWhatIsDueAndTellsTheLatestOfAllTasks() {
        // Given
        RollingMeters.Backlog one = meters.open();
        RollingMeters.Backlog other = meters.open();

        // When
        one.is(3, Duration.ofSeconds(2));
        other.is(4, Duration.ofMillis(2_500));

        // Then
        assertThat(gauge("due")).isEqualTo(7);
        assertThat(gauge("late")).isEqualTo(2.5);
        meters.close(other);
        assertThat(gauge("due")).isEqualTo(3);
        meters.close(one);
        assertThat(gauge("late")).isZero();
    }

    @Test
    void tellsValuesFromTombstones() {
        // When
        meters.written(false);
        meters.written(true);
        meters.written(false);

        // Then
        assertThat(registry.counter("chatstream.processor.rolling.written", "kind", "value")
                        .count())
                .isEqualTo(2);
        assertThat(registry.counter("chatstream.processor.rolling.written", "kind", "tombstone")
                        .count())
                .isEqualTo(1);
    }
}

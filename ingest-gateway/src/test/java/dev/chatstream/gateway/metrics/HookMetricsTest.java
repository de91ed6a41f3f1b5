/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.gateway.hook.Cost;
import dev.chatstream.gateway.hook.EventId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HookMetricsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HookMetrics metrics = new HookMetrics(meters);

    private double redelivered() {
        return meters.get("chatstream.gateway.hooks.redelivered").counter().count();
    }

    private static String id(int number) {
        return EventId.of(new byte[] {(byte) (number >> 16), (byte) (number >> 8), (byte) number});
    }

    @Test
    void countsBodiesThatCameBefore() {
        // When
        metrics.received(id(1));
        metrics.received(id(2));
        metrics.received(id(1));
        metrics.received(id(1));

        // Then
        assertThat(redelivered()).isEqualTo(2);
    }

    @Test
    void forgetsLittleOfWhatCameShortlyBefore() {
        // When
        IntStream.range(0, 5_000).forEach(i -> metrics.received(id(i)));
        IntStream.range(0, 5_000).forEach(i -> metrics.received(id(i)));

        // Then
        assertThat(redelivered()).isBetween(4_000.0, 5_000.0);
    }

    @Test
    void countingAllocatesNothing() {
        // Given
        String id = id(1);
        Runnable thousand = () -> {
            for (int i = 0; i < 1000; i++) {
                metrics.received(id);
            }
        };
        thousand.run();

        // When
        Cost cost = Cost.of(thousand);

        // Then
        assertThat(cost.allocatedBytes()).isLessThan(10_000);
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever is refused may come a thousand times a second: what counts it is looked up in the registry but once. */
class CountersTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HookMetrics hooks = new HookMetrics(meters);
    private final AnswerMetrics answers = new AnswerMetrics(meters);
    private final ConnectionMetrics connections = new ConnectionMetrics(meters);
    private final SpoolMetrics spool = new SpoolMetrics(meters);

    /** Stands for any reason. */
    private enum Reason {
        SOME
    }

    private void countAll() {
        hooks.rejected(Reason.SOME);
        hooks.refused(Reason.SOME);
        answers.turnedAway(Reason.SOME, "");
        connections.ended(ConnectionMetrics.Reason.IDLE);
        spool.left(Reason.SOME, 1);
    }

    @Test
    void areThereBeforeTheFirstEvent() {
        // When
        hooks.expect(new Reason[] {Reason.SOME}, new Reason[] {Reason.SOME});
        answers.expect(List.of(Reason.SOME));
        spool.expect(Reason.SOME);

        // Then
        assertThat(meters.get("chatstream.gateway.hooks.rejected").counter().count())
                .isZero();
        assertThat(meters.get("chatstream.gateway.hooks.refused").counters())
                .extracting(counter -> counter.getId().getTag("reason"))
                .containsExactlyInAnyOrder("some", "bug");
        assertThat(meters.get("chatstream.gateway.requests.refused").counter().count())
                .isZero();
        assertThat(meters.get("chatstream.gateway.connections.ended").counters())
                .hasSize(ConnectionMetrics.Reason.values().length);
        assertThat(meters.get("chatstream.gateway.spool.left").counter().count())
                .isZero();
    }

    @Test
    void areKept() {
        // Given
        countAll();
        List<String> names = List.of(
                "chatstream.gateway.hooks.rejected",
                "chatstream.gateway.hooks.refused",
                "chatstream.gateway.requests.refused",
                "chatstream.gateway.connections.ended",
                "chatstream.gateway.spool.left");
        assertThat(names)
                .allSatisfy(name -> assertThat(meters.get(name).counters().stream()
                                .mapToDouble(Counter::count)
                                .sum())
                        .isEqualTo(1));

        // When
        meters.clear();
        countAll();

        // Then
        assertThat(meters.getMeters()).isEmpty();
    }
}

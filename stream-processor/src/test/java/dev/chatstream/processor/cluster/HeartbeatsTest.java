/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final Duration SESSION = Duration.ofSeconds(15);

    private final AtomicLong clock = new AtomicLong();
    private final Map<MetricName, Metric> kafka = new HashMap<>();
    private final Heartbeats heartbeats = new Heartbeats(() -> kafka, SESSION, clock::get);

    private record Measured(MetricName metricName, Object metricValue) implements Metric {}

    private void measures(String name, String group, String client, double value) {
        MetricName metric = new MetricName(name, group, "", Map.of("client-id", client));
        kafka.put(metric, new Measured(metric, value));
    }

    private void answers(String client, double total) {
        measures("heartbeat-total", "consumer-coordinator-metrics", client, total);
    }

    private boolean missingAfter(Duration time) {
        clock.addAndGet(time.toNanos());
        heartbeats.look();
        return heartbeats.missing();
    }

    @Test
    void areNotMissingBeforeTheFirstIsAnswered() {
        // When, Then
        assertThat(missingAfter(SESSION.multipliedBy(2))).isFalse();
        answers("one", 0);
        assertThat(missingAfter(SESSION.multipliedBy(2))).isFalse();
        answers("one", 1);
        assertThat(missingAfter(Duration.ofSeconds(1))).isFalse();
    }

    @Test
    void areMissingWhenTheGroupWasJoinedAndNoneFollowed() {
        // Given
        answers("one", 0);
        measures("join-total", "consumer-coordinator-metrics", "one", 1);
        assertThat(missingAfter(Duration.ZERO)).isFalse();
        measures("sync-total", "consumer-coordinator-metrics", "one", 1);
        assertThat(missingAfter(Duration.ofSeconds(1))).isFalse();

        // When, Then
        assertThat(missingAfter(SESSION)).isFalse();
        assertThat(missingAfter(Duration.ofSeconds(1))).isTrue();
        answers("one", 1);
        assertThat(missingAfter(Duration.ofSeconds(1))).isFalse();
    }

    @Test
    void areMissingOnceOneConsumerHadNoAnswerForAsLongAsTheGroupWaits() {
        // Given
        answers("one", 5);
        answers("two", 7);
        assertThat(missingAfter(Duration.ZERO)).isFalse();

        // When: others are measured on, and what has other names too
        answers("one", 10);
        measures("heartbeat-total", "other", "two", 8);
        measures("heartbeat-rate", "consumer-coordinator-metrics", "two", 8);

        // Then
        assertThat(missingAfter(SESSION)).isFalse();
        answers("one", 11);
        assertThat(missingAfter(Duration.ofSeconds(1))).isTrue();
        answers("two", 8);
        assertThat(missingAfter(Duration.ofSeconds(1))).isFalse();
    }

    @Test
    void areNotAwaitedOfAConsumerThatIsGone() {
        // Given
        answers("one", 5);
        heartbeats.look();
        assertThat(missingAfter(SESSION.plusSeconds(1))).isTrue();

        // When
        kafka.clear();

        // Then
        assertThat(missingAfter(Duration.ofSeconds(1))).isFalse();
    }
}

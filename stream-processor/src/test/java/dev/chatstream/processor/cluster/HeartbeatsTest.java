/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final Duration SESSION = Duration.ofSeconds(15);

    private final AtomicLong clock = new AtomicLong();
    private final Metrics kafka = new Metrics();
    private final Map<String, Double> secondsAgo = new ConcurrentHashMap<>();
    private final Heartbeats heartbeats = new Heartbeats(this::measured, SESSION, clock::get);

    private Map<MetricName, ? extends Metric> measured() {
        return kafka.metrics();
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    private void measures(String name, String group, String client, double seconds) {
        String key = name + group + client;
        if (secondsAgo.put(key, seconds) == null) {
            Measurable value = (config, now) -> secondsAgo.getOrDefault(key, -1.0);
            kafka.addMetric(kafka.metricName(name, group, Map.of("client-id", client)), value);
        }
    }

    private void lastHeartbeat(String client, double seconds) {
        measures("last-heartbeat-seconds-ago", "consumer-coordinator-metrics", client, seconds);
    }

    @Test
    void areNotMissingBeforeTheFirst() {
        // When, Then
        assertThat(heartbeats.missing()).isFalse();
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        lastHeartbeat("one", -1);
        assertThat(heartbeats.missing()).isFalse();
    }

    @Test
    void areMissingOnceTheGroupWaitsNoLongerForOneOfTheConsumers() {
        // Given
        lastHeartbeat("one", 3);
        lastHeartbeat("two", 15);
        measures("last-rebalance-seconds-ago", "consumer-coordinator-metrics", "one", 1_000);
        measures("last-heartbeat-seconds-ago", "other", "one", 1_000);

        // When, Then
        assertThat(heartbeats.missing()).isFalse();
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        lastHeartbeat("two", 16);
        assertThat(heartbeats.missing()).isTrue();
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        lastHeartbeat("two", 0);
        assertThat(heartbeats.missing()).isFalse();
    }

    @Test
    void areLookedForOnceASecond() {
        // Given
        lastHeartbeat("one", 3);
        assertThat(heartbeats.missing()).isFalse();

        // When
        lastHeartbeat("one", 16);
        clock.addAndGet(Duration.ofMillis(999).toNanos());

        // Then
        assertThat(heartbeats.missing()).isFalse();
        clock.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(heartbeats.missing()).isTrue();
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.failure.DlqBreaker;
import dev.chatstream.processor.store.RocksDbMemory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class StreamsMetersTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String TOPIC = "smartsupp.hook.v1";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<MetricName, Metric> kafka = new HashMap<>();
    private final Map<Integer, Instant> watermarks = new HashMap<>();
    private final StreamsMeters streams =
            new StreamsMeters(meters, () -> kafka, TOPIC, "hooks", () -> watermarks, Clock.fixed(NOW, ZoneOffset.UTC));

    private void measured(String group, String name, Object value, String... tags) {
        Map<String, String> tagged = new HashMap<>();
        for (int i = 0; i < tags.length; i += 2) {
            tagged.put(tags[i], tags[i + 1]);
        }
        MetricName metricName = new MetricName(name, group, "", tagged);
        kafka.put(metricName, new Metric() {
            @Override
            public MetricName metricName() {
                return metricName;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        });
    }

    private void lag(int partition, double records) {
        measured(
                "consumer-fetch-manager-metrics",
                "records-lag",
                records,
                "topic",
                TOPIC,
                "partition",
                Integer.toString(partition));
    }

    private double gauge(String name, String... tags) {
        return meters.get("chatstream.processor." + name).tags(tags).gauge().value();
    }

    @Test
    void showFiguresAsOldAsTheirWatermarkWhileHooksAreMissing() {
        // Given
        lag(0, 7);
        lag(1, 0);
        watermarks.put(0, NOW.minusSeconds(5));
        watermarks.put(1, NOW.minusSeconds(3_600));

        // When
        streams.refresh();

        // Then
        assertThat(gauge("behind")).isEqualTo(5);
        assertThat(gauge("lag", "partition", "0")).isEqualTo(7);
    }

    @Test
    void showNothingBehindWhenAllIsRead() {
        // Given
        lag(0, 0);
        watermarks.put(0, NOW.minusSeconds(3_600));

        // When
        streams.refresh();

        // Then
        assertThat(gauge("behind")).isZero();
    }

    @Test
    void forgetPartitionsThatWentElsewhere() {
        // Given
        lag(0, 7);
        streams.refresh();

        // When
        kafka.clear();
        lag(1, 2);
        streams.refresh();

        // Then
        assertThat(meters.find("chatstream.processor.lag").gauges())
                .singleElement()
                .satisfies(
                        gauge -> assertThat(gauge.getId().getTag("partition")).isEqualTo("1"));
    }

    @Test
    void addUpThreadsAndTheSegmentsOfStores() {
        // Given
        measured("stream-thread-metrics", "commit-total", 3.0, "thread-id", "a");
        measured("stream-thread-metrics", "commit-total", 4.0, "thread-id", "b");
        measured(
                "stream-state-metrics",
                "total-sst-files-size",
                10L,
                "rocksdb-window-state-id",
                "minute",
                "task-id",
                "0_0");
        measured(
                "stream-state-metrics",
                "total-sst-files-size",
                5L,
                "rocksdb-window-state-id",
                "minute",
                "task-id",
                "0_1");
        measured(
                "stream-state-metrics",
                "total-sst-files-size",
                2L,
                "rocksdb-state-id",
                "conversation",
                "task-id",
                "0_0");
        measured("stream-processor-node-metrics", "record-e2e-latency-max", 250.0, "processor-node-id", "hooks");
        measured("stream-processor-node-metrics", "record-e2e-latency-max", 900.0, "processor-node-id", "facts-sink");

        // When, Then
        assertThat(meters.get("chatstream.processor.commits").functionCounter().count())
                .isEqualTo(7);
        assertThat(gauge("state.size", "store", "minute")).isEqualTo(15);
        assertThat(gauge("state.size", "store", "conversation")).isEqualTo(2);
        assertThat(gauge("hook.age", "of", "max")).isEqualTo(0.25);
        assertThat(gauge("hook.age", "of", "avg")).isNaN();
    }

    @Test
    void tellOfMemoryAndOperations() {
        // Given
        DlqBreaker breaker = new DlqBreaker(1, 1, Duration.ofMinutes(1), System::nanoTime);
        streams.operations(breaker, () -> true);
        breaker.read();
        breaker.unreadable();
        try (RocksDbMemory memory = new RocksDbMemory(16 << 20)) {
            // When
            streams.memory(memory);

            // Then
            assertThat(gauge("rocksdb.memory", "part", "limit")).isEqualTo(16 << 20);
        }
        assertThat(gauge("rocksdb.memory", "part", "used")).isZero();
        assertThat(gauge("dlq.share")).isEqualTo(0.5);
        assertThat(gauge("ready")).isEqualTo(1);
    }
}

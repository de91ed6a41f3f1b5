/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.telemetry;

import dev.chatstream.processor.failure.DlqBreaker;
import dev.chatstream.processor.store.RocksDbMemory;
import dev.chatstream.processor.store.StoreNames;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The dozen of Kafka Streams' thousands of metrics that tell how the processing is, under names and tags of ours:
 * threads, tasks and segments of stores are added up, so that the number of time series is bounded.
 */
public final class StreamsMeters {
    private static final String CLIENT = "stream-metrics";
    private static final String THREAD = "stream-thread-metrics";
    private static final String NODE = "stream-processor-node-metrics";
    private static final String STORE = "stream-state-metrics";
    private static final String NODE_ID = "processor-node-id";

    /** A key-value store's metrics carry the first of these, a window store's the second; the value is its name. */
    private static final String ROWS = "rocksdb-state-id";

    private static final String WINDOWS = "rocksdb-window-state-id";

    private final MeterRegistry meters;
    private final ClientMetrics kafka;
    private final String hookTopic;
    private final Supplier<Map<Integer, Instant>> watermarks;
    private final Clock clock;
    private final MultiGauge lag;
    private volatile double behindSeconds;

    /**
     * Registers everything.
     *
     * @param metrics Kafka Streams' own, empty before it started
     * @param source operator that reads the hooks
     * @param watermarks of the partitions that this instance processes: latest receipt that is committed
     */
    public StreamsMeters(
            MeterRegistry meters,
            Supplier<Map<MetricName, ? extends Metric>> metrics,
            String hookTopic,
            String source,
            Supplier<Map<Integer, Instant>> watermarks,
            Clock clock) {
        this.meters = meters;
        this.kafka = new ClientMetrics(metrics);
        this.hookTopic = hookTopic;
        this.watermarks = watermarks;
        this.clock = clock;
        this.lag = MultiGauge.builder("chatstream.processor.lag")
                .description("Hooks in the topic that are not read yet, by partition of this instance")
                .baseUnit("records")
                .register(meters);
        processing(source);
        stores();
    }

    /** Hooks in the topic that are not read yet, by partition of this instance. */
    public Map<Integer, Double> lags() {
        return kafka.lags(hookTopic);
    }

    /** To be called before the meters are read: partitions come and go, and asking the stores takes a moment. */
    public void refresh() {
        Map<Integer, Double> lags = lags();
        lag.register(
                lags.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of("partition", Integer.toString(entry.getKey())), entry.getValue()))
                        .toList(),
                true);
        behindSeconds = behind(lags);
    }

    /** Age of the oldest of the latest figures, where there are hooks that are not in them. */
    private double behind(Map<Integer, Double> lags) {
        Instant now = clock.instant();
        Map<Integer, Instant> shown = watermarks.get();
        return lags.entrySet().stream()
                .filter(entry -> entry.getValue() > 0 && shown.containsKey(entry.getKey()))
                .mapToDouble(entry -> seconds(shown.getOrDefault(entry.getKey(), now), now))
                .max()
                .orElse(0);
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, to.toEpochMilli() - from.toEpochMilli()) / 1e3;
    }

    private void processing(String source) {
        Gauge.builder("chatstream.processor.behind", () -> behindSeconds)
                .description("Age of the oldest figures that lack hooks which are in the topic; 0 when none lack any")
                .baseUnit("seconds")
                .register(meters);
        latency(
                "chatstream.processor.hook.age",
                "From a hook's receipt to its processing",
                () -> kafka.average(NODE, "record-e2e-latency-avg", NODE_ID, source),
                () -> kafka.max(NODE, "record-e2e-latency-max", NODE_ID, source));
        latency(
                "chatstream.processor.commit",
                "Time that a commit takes",
                () -> kafka.average(THREAD, "commit-latency-avg", "", ""),
                () -> kafka.max(THREAD, "commit-latency-max", "", ""));
        FunctionCounter.builder("chatstream.processor.commits", kafka, all -> all.sum(THREAD, "commit-total"))
                .description("Commits of all threads")
                .register(meters);
        FunctionCounter.builder("chatstream.processor.processed", kafka, all -> all.sum(THREAD, "process-total"))
                .description("Hooks taken from the topic")
                .register(meters);
        Gauge.builder("chatstream.processor.busy", kafka, all -> all.average(THREAD, "process-ratio", "", ""))
                .description("Share of its time that a stream thread spends processing")
                .register(meters);
        Gauge.builder("chatstream.processor.threads", kafka, all -> all.sum(CLIENT, "alive-stream-threads"))
                .description("Stream threads that are alive")
                .register(meters);
        FunctionCounter.builder(
                        "chatstream.processor.threads.failed", kafka, all -> all.sum(CLIENT, "failed-stream-threads"))
                .description("Stream threads that failed, replaced or not")
                .register(meters);
    }

    private void latency(String name, String description, Supplier<Number> average, Supplier<Number> longest) {
        for (Map.Entry<String, Supplier<Number>> of :
                Map.of("avg", average, "max", longest).entrySet()) {
            Gauge.builder(name, () -> of.getValue().get().doubleValue() / 1e3)
                    .description(description)
                    .tag("of", of.getKey())
                    .baseUnit("seconds")
                    .register(meters);
        }
    }

    private void stores() {
        for (String store : StoreNames.all()) {
            Gauge.builder("chatstream.processor.state.size", () -> ofStore(store, "total-sst-files-size"))
                    .description("Size of the state on disk")
                    .tag("store", store)
                    .baseUnit("bytes")
                    .register(meters);
            Gauge.builder("chatstream.processor.state.rows.estimate", () -> ofStore(store, "estimate-num-keys"))
                    .description("Rows of the state, as RocksDB guesses; conversations have two each")
                    .tag("store", store)
                    .register(meters);
        }
    }

    private double ofStore(String store, String name) {
        return kafka.sum(STORE, name, ROWS, store) + kafka.sum(STORE, name, WINDOWS, store);
    }

    /** What this program knows of itself. */
    public void operations(DlqBreaker breaker, BooleanSupplier ready) {
        Gauge.builder("chatstream.processor.dlq.share", breaker, DlqBreaker::recentShare)
                .description("Share of the recent hooks that went to the dead-letter topic")
                .register(meters);
        Gauge.builder("chatstream.processor.ready", () -> ready.getAsBoolean() ? 1 : 0)
                .description("1 while every question would be answered")
                .register(meters);
    }

    /** The memory that all stores share. */
    public void memory(RocksDbMemory memory) {
        memory("limit", () -> (double) memory.limit());
        memory("used", () -> (double) memory.used());
        memory("pinned", () -> (double) memory.pinned());
        memory("memtables", () -> kafka.sum(STORE, "size-all-mem-tables"));
    }

    private void memory(String part, Supplier<Number> bytes) {
        Gauge.builder("chatstream.processor.rocksdb.memory", bytes)
                .description(
                        "Memory of all local stores: its bound, what is taken, cannot be given back, is to be written")
                .tag("part", part)
                .baseUnit("bytes")
                .register(meters);
    }
}

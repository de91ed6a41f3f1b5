/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether Kafka still answers the heartbeats of this instance. One that is cut off keeps its partitions, as far as it
 * knows, while another may have taken them over; nothing tells it before the connection is back. For one thread, but
 * for the answer.
 */
public final class Heartbeats {
    /** Time between two looks. */
    public static final Duration LOOKS = Duration.ofSeconds(1);

    private static final String GROUP = "consumer-coordinator-metrics";

    /**
     * These count answers of the group: to heartbeats, the first of which comes seconds after it was joined, and to
     * joining. How long ago the last heartbeat was sent is measured, too, and goes on while nobody answers.
     */
    private static final Set<String> NAMES = Set.of("join-total", "sync-total", "heartbeat-total");

    private final Supplier<Map<MetricName, ? extends Metric>> metrics;
    private final Duration session;
    private final LongSupplier nanoTime;
    private Map<String, Beat> latest = Map.of();
    private volatile boolean missing;

    /** So many answers were there at {@code since} for the first time. */
    private record Beat(double answers, long since) {}

    /**
     * Looks at what Kafka's clients measure of themselves.
     *
     * @param session how long the group waits for a heartbeat before it gives the partitions to others
     */
    public Heartbeats(Supplier<Map<MetricName, ? extends Metric>> metrics, Duration session, LongSupplier nanoTime) {
        this.metrics = metrics;
        this.session = session;
        this.nanoTime = nanoTime;
    }

    /** To be called every {@link #LOOKS}, whether or not anybody asks. */
    public void look() {
        long now = nanoTime.getAsLong();
        Map<String, Double> answers = new HashMap<>();
        metrics.get().forEach((name, metric) -> {
            if (NAMES.contains(name.name())
                    && name.group().equals(GROUP)
                    && metric.metricValue() instanceof Number number
                    && number.doubleValue() > 0) {
                answers.merge(name.tags().getOrDefault("client-id", ""), number.doubleValue(), Double::sum);
            }
        });
        Map<String, Beat> beats = new HashMap<>();
        answers.forEach((client, count) -> {
            Beat before = latest.get(client);
            beats.put(client, before != null && before.answers() == count ? before : new Beat(count, now));
        });
        latest = beats;
        missing = beats.values().stream().anyMatch(beat -> now - beat.since() > session.toNanos());
    }

    /** Whether a consumer that had answers has had none for as long as the group waits. */
    public boolean missing() {
        return missing;
    }
}

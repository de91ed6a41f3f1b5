/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Whether the group still hears of this instance. One that is cut off from Kafka keeps its partitions, as far as it
 * knows, while another may have taken them over; nothing tells it before the connection is back.
 */
public final class Heartbeats {
    private static final String GROUP = "consumer-coordinator-metrics";
    private static final String NAME = "last-heartbeat-seconds-ago";

    /** Among thousands of metrics the few that count are looked for, so not with every question. */
    private static final long BETWEEN_LOOKS = Duration.ofSeconds(1).toNanos();

    private final Supplier<Map<MetricName, ? extends Metric>> metrics;
    private final Duration session;
    private final LongSupplier nanoTime;
    private volatile @Nullable Look latest;

    private record Look(long at, boolean missing) {}

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

    /** Whether a consumer has sent none for as long as the group waits. Not before its first one. */
    public boolean missing() {
        long now = nanoTime.getAsLong();
        Look look = latest;
        if (look == null || now - look.at() >= BETWEEN_LOOKS) {
            look = new Look(now, longestAgo() > session.toSeconds());
            latest = look;
        }
        return look.missing();
    }

    /** In seconds; negative before the first. */
    private double longestAgo() {
        return metrics.get().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(NAME)
                        && entry.getKey().group().equals(GROUP))
                .mapToDouble(
                        entry -> entry.getValue().metricValue() instanceof Number seconds ? seconds.doubleValue() : -1)
                .max()
                .orElse(-1);
    }
}

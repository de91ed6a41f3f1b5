/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import dev.chatstream.schemas.topic.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What is measured on the way into Kafka. */
public final class PublishMetrics {
    private static final List<Topic> WRITTEN = List.of(Topic.HOOK, Topic.EVENT, Topic.HOOK_REJECTED);

    private final Timer acknowledged;
    private final Timer failed;
    private final Counter late;
    private final Map<Topic, Counter> stored = new EnumMap<>(Topic.class);

    public PublishMetrics(MeterRegistry meters) {
        acknowledged = timer(meters, "stored");
        failed = timer(meters, "failed");
        late = Counter.builder("chatstream.gateway.acks.late")
                .description("records that Kafka stored after their hook had been spooled or answered 503")
                .register(meters);
        WRITTEN.forEach(topic -> stored.put(topic, stored(meters, topic)));
    }

    private static Counter stored(MeterRegistry meters, Topic topic) {
        return Counter.builder("chatstream.gateway.records.stored")
                .description("records that Kafka acknowledged, whenever and from wherever they came")
                .tag("topic", topic.baseName())
                .register(meters);
    }

    private static Timer timer(MeterRegistry meters, String outcome) {
        return Timer.builder("chatstream.gateway.ack")
                .description("time from handing a record to the producer to Kafka's answer")
                .tag("outcome", outcome)
                .serviceLevelObjectives(Latencies.BOUNDS)
                .register(meters);
    }

    public void acknowledged(long nanos, boolean stored) {
        (stored ? acknowledged : failed).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Kafka has a record more, whoever was told what about it. */
    public void stored(Topic topic) {
        Objects.requireNonNull(stored.get(topic)).increment();
    }

    public void acknowledgedLate() {
        late.increment();
    }
}

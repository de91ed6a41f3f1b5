/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Owns the one producer: makes it, gives it to the publisher once it knows the topics, and lets it go when it has
 * failed for good, so that another is made. For one thread at a time.
 */
final class OneProducer {
    private final Supplier<Producer<byte[], byte[]>> factory;
    private final KafkaHookPublisher publisher;
    private final MeterRegistry meters;
    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable KafkaClientMetrics metrics;
    private boolean handedOver;

    OneProducer(Supplier<Producer<byte[], byte[]>> factory, KafkaHookPublisher publisher, MeterRegistry meters) {
        this.factory = factory;
        this.publisher = publisher;
        this.meters = meters;
    }

    /** Sees to it that the producer knows the topics: asking makes it fetch them, without waiting. */
    boolean knows(List<String> topics) {
        Producer<byte[], byte[]> current = made();
        try {
            topics.forEach(current::partitionsFor);
        } catch (TimeoutException e) {
            return false;
        }
        if (!handedOver) {
            publisher.use(current);
            handedOver = true;
        }
        return true;
    }

    private Producer<byte[], byte[]> made() {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = factory.get();
            producer = current;
            metrics = new KafkaClientMetrics(current);
            metrics.bindTo(meters);
        }
        return current;
    }

    /**
     * Lets the producer go if the publisher found that it has failed for good; what is under way is answered as
     * refused.
     *
     * @return whether it has failed
     */
    boolean letGoIfFailed() {
        boolean failed = handedOver && producer != null && !publisher.uses(producer);
        if (failed) {
            close(Duration.ZERO);
        }
        return failed;
    }

    /** Waits for records under way, at most that long; what is not acknowledged by then is answered as refused. */
    void close(Duration timeout) {
        if (metrics != null) {
            metrics.close();
            metrics = null;
        }
        Producer<byte[], byte[]> current = producer;
        producer = null;
        handedOver = false;
        if (current != null) {
            current.close(timeout);
        }
    }
}

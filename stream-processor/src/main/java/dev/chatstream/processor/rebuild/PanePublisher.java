/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rebuild;

import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.Pane;
import dev.chatstream.processor.aggregate.PaneKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Publishes rebuilt panes, as the processor would have. */
public final class PanePublisher {
    private final Producer<byte[], byte[]> producer;
    private final Function<Pane, byte[]> encoder;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public PanePublisher(Producer<byte[], byte[]> producer, Function<Pane, byte[]> encoder) {
        this.producer = producer;
        this.encoder = encoder;
    }

    /**
     * Returns when Kafka has them all.
     *
     * @param timestamp of the records, which they are kept from
     * @throws IllegalStateException when Kafka did not take one
     */
    public void publish(String topic, Granularity granularity, Map<PaneKey, Aggregate> panes, Instant timestamp) {
        panes.forEach((key, aggregate) -> {
            byte[] name = key.recordKey().getBytes(StandardCharsets.UTF_8);
            byte[] pane = encoder.apply(Pane.of(key, granularity, aggregate));
            Future<RecordMetadata> unused = producer.send(
                    new ProducerRecord<>(topic, null, timestamp.toEpochMilli(), name, pane), (metadata, problem) -> {
                        if (problem != null) {
                            failure.compareAndSet(null, problem);
                        }
                    });
        });
        producer.flush();
        Exception problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException(topic + ": a pane was not taken", problem);
        }
    }
}

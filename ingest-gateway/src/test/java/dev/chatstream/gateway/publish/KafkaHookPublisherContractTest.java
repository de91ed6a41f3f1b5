/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import dev.chatstream.gateway.metrics.PublishMetrics;
import dev.chatstream.schemas.topic.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

class KafkaHookPublisherContractTest extends HookPublisherContract {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Override
    protected HookPublisher publisher() {
        KafkaHookPublisher publisher = new KafkaHookPublisher(
                TopicNames.DEFAULT,
                Duration.ofSeconds(10),
                new InflightBytes(1_000_000),
                new PublishMetrics(new SimpleMeterRegistry()),
                Breaker.never());
        publisher.use(producer);
        return publisher;
    }

    @Override
    protected void acknowledgeAll() {
        producer.flush();
    }

    @Override
    protected void refuseNext(Runnable publishing) {
        publishing.run();
        producer.errorNext(new NotEnoughReplicasException("two needed"));
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.gateway.metrics.PublishMetrics;
import dev.chatstream.schemas.topic.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class OneProducerTest {
    private static final List<String> TOPICS = List.of("smartsupp.hook.v1");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<MockProducer<byte[], byte[]>> made = new ArrayList<>();
    private final List<Publish> results = new ArrayList<>();
    private final KafkaHookPublisher publisher = new KafkaHookPublisher(
            TopicNames.DEFAULT,
            Duration.ofSeconds(10),
            new InflightBytes(1_000_000),
            new PublishMetrics(meters),
            Breaker.never());
    private final OneProducer producer = new OneProducer(this::make, publisher, meters);

    private MockProducer<byte[], byte[]> make() {
        MockProducer<byte[], byte[]> mock =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        made.add(mock);
        return mock;
    }

    @Test
    void makesOneAndHandsItOver() {
        // When
        List<Boolean> known = List.of(producer.knows(TOPICS), producer.knows(TOPICS));

        // Then
        assertThat(known).containsOnly(true);
        assertThat(made).hasSize(1);
        assertThat(publisher.uses(made.get(0))).isTrue();
        assertThat(producer.letGoIfFailed()).isFalse();
    }

    @Test
    void makesAnotherWhenItHasFailedForGood() {
        // Given
        producer.knows(TOPICS);
        made.get(0).sendException = new KafkaException("in an error state");
        publisher.publish(Records.hook(), results::add);
        publisher.publish(Records.hook(), results::add);
        assertThat(results)
                .containsExactly(new Publish.Refused(Refusal.KAFKA_ERROR), new Publish.Refused(Refusal.NOT_READY));

        // When
        boolean letGo = producer.letGoIfFailed();
        producer.knows(TOPICS);
        publisher.publish(Records.hook(), results::add);
        made.get(1).completeNext();

        // Then
        assertThat(letGo).isTrue();
        assertThat(made.get(0).closed()).isTrue();
        assertThat(results).last().isEqualTo(new Publish.Stored());
        assertThat(publisher.problem()).isEmpty();
    }
}

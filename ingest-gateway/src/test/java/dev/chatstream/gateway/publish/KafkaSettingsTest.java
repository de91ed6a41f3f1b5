/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.gateway.config.PublishConfig;
import dev.chatstream.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {

    private static PublishConfig config(Map<String, String> kafka) {
        return new PublishConfig(TopicNames.DEFAULT, Duration.ofSeconds(2), 1000, 500, kafka);
    }

    @Test
    void makesTheProducerDurableAndNeverBlocking() {
        // When
        ProducerConfig producer =
                new ProducerConfig(KafkaSettings.producer(config(Map.of("bootstrap.servers", "localhost:9092"))));

        // Then
        assertThat(producer.getString("acks")).isEqualTo("-1");
        assertThat(producer.getBoolean("enable.idempotence")).isTrue();
        assertThat(producer.getLong("max.block.ms")).isZero();
        assertThat(producer.getInt("max.request.size")).isEqualTo(500);
        assertThat(producer.getLong("metadata.max.idle.ms"))
                .isGreaterThan(Duration.ofDays(10_000).toMillis());
    }

    @Test
    void passesOtherSettingsOnToTheClientsThatKnowThem() {
        // Given
        PublishConfig config = config(Map.of("bootstrap.servers", "k:1", "linger.ms", "7", "security.protocol", "SSL"));

        // Then
        assertThat(KafkaSettings.producer(config))
                .containsEntry("linger.ms", "7")
                .containsEntry("security.protocol", "SSL");
        assertThat(KafkaSettings.admin(config))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "k:1")
                .doesNotContainKey("linger.ms");
    }

    @Test
    void refusesToTryForLongerThanMemoryCanBeHeld() {
        assertThatThrownBy(() -> KafkaSettings.producer(
                        config(Map.of("bootstrap.servers", "k:1", "delivery.timeout.ms", "60001"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("kafka.delivery.timeout.ms")
                .hasMessageContaining("60000 at most");
        assertThat(KafkaSettings.producer(config(Map.of("bootstrap.servers", "k:1", "delivery.timeout.ms", "60000"))))
                .containsEntry("delivery.timeout.ms", "60000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"partitioner.class", "partitioner.ignore.keys"})
    void refusesToScatterAnAccount(String key) {
        assertThatThrownBy(() -> KafkaSettings.producer(config(Map.of("bootstrap.servers", "k:1", key, "true"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("kafka." + key)
                .hasMessageContaining("partition rests on it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acks", "enable.idempotence", "max.block.ms", "value.serializer", "transactional.id"})
    void refusesToWeakenDurability(String key) {
        assertThatThrownBy(() -> KafkaSettings.producer(config(Map.of("bootstrap.servers", "k:1", key, "0"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("kafka." + key);
    }
}

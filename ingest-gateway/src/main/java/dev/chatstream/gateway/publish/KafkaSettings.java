/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import dev.chatstream.gateway.config.PublishConfig;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Settings of the Kafka clients: what durability rests on is fixed, the rest are defaults that can be overridden. */
public final class KafkaSettings {
    private static final long NEVER = Duration.ofDays(36_500).toMillis();
    private static final BigInteger LONGEST_DELIVERY = BigInteger.valueOf(60_000);
    private static final long BUFFER_BEYOND_IN_FLIGHT = 32L * 1024 * 1024;
    private static final Set<String> FIXED = Set.of(
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            ProducerConfig.METADATA_MAX_IDLE_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    /** Where the records of an account go rests on these: they must stay together, in order, for the processor. */
    private static final Set<String> PLACING =
            Set.of(ProducerConfig.PARTITIONER_CLASS_CONFIG, ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);

    private KafkaSettings() {}

    /**
     * Settings of the producer.
     *
     * @throws IllegalArgumentException when a fixed one is set
     */
    public static Map<String, Object> producer(PublishConfig config) {
        refuse(config, FIXED, "that a hook answered 200 is never lost");
        refuse(config, PLACING, "that all hooks of an account are in one partition");
        boundDelivery(config);
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "chatstream-gateway");
        // Hooks that wait for an acknowledgement gather in batches by themselves; a longer linger only adds latency.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "1");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, "65536");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "20000");
        settings.put(
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                Long.toString(2 * config.inflightMaxBytes() + BUFFER_BEYOND_IN_FLIGHT));
        settings.putAll(config.kafka());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        // send() is called on event loops: it must refuse at once rather than wait for metadata or memory ...
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "0");
        // ... and so what is known about a topic that nobody was rejected to for a while must not be forgotten.
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Long.toString(NEVER));
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(config.maxRecord()));
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        return settings;
    }

    /** Until Kafka's last word a record keeps its place among the bytes in flight; what is no number Kafka reports. */
    private static void boundDelivery(PublishConfig config) {
        @Nullable String set = config.kafka().get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
        if (set != null && set.strip().matches("\\d+") && new BigInteger(set.strip()).compareTo(LONGEST_DELIVERY) > 0) {
            throw new IllegalArgumentException("kafka.delivery.timeout.ms: " + set.strip()
                    + " is too long, because records that Kafka does not acknowledge keep their place among the bytes"
                    + " in flight that long (expected: a number of milliseconds, " + LONGEST_DELIVERY + " at most)");
        }
    }

    private static void refuse(PublishConfig config, Set<String> fixed, String promise) {
        config.kafka().keySet().stream().filter(fixed::contains).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException("kafka." + key + ": cannot be set, because " + promise
                    + " rests on it (expected: no such setting)");
        });
    }

    /** Settings of the client that looks at the topics: where and how to connect, as for the producer. */
    static Map<String, Object> admin(PublishConfig config) {
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.keySet()
                .removeIf(key -> ProducerConfig.configNames().contains(key)
                        && !AdminClientConfig.configNames().contains(key));
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "chatstream-gateway-check");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "3000");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "4000");
        return settings;
    }
}

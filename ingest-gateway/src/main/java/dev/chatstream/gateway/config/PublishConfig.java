/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.schemas.settings.Settings;
import dev.chatstream.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.Map;

/**
 * How hooks get into Kafka.
 *
 * @param topics names of the topics
 * @param ackTimeout within which Kafka must acknowledge
 * @param inflightMaxBytes bytes of hooks held in memory at once
 * @param maxRecord largest record in bytes, envelope included
 * @param kafka settings of the Kafka clients as they are
 */
public record PublishConfig(
        TopicNames topics, Duration ackTimeout, long inflightMaxBytes, int maxRecord, Map<String, String> kafka) {
    private static final Duration LONGEST_ACK = Duration.ofSeconds(60);

    public PublishConfig {
        kafka = Map.copyOf(kafka);
        Check.that(
                ackTimeout.toMillis() > 0 && ackTimeout.compareTo(LONGEST_ACK) <= 0,
                "ack.timeout",
                ackTimeout,
                "more than zero, at most 60s");
        Check.that(inflightMaxBytes > 0, "inflight.max.bytes", inflightMaxBytes, "more than zero");
        Check.that(maxRecord > 0, "the largest record", maxRecord, "more than zero");
        Check.that(
                !kafka.getOrDefault("bootstrap.servers", "").isBlank(),
                "kafka.bootstrap.servers",
                "nothing",
                "host:port[,host:port...]");
    }

    static PublishConfig from(Settings settings, int maxBody) {
        int maxRecord = TopicNames.maxMessageBytes(maxBody);
        long inflight = settings.bytes("inflight.max.bytes");
        Check.that(
                inflight >= (long) maxBody + maxRecord,
                "inflight.max.bytes",
                inflight,
                "at least " + ((long) maxBody + maxRecord) + ", which one hook of max.body takes");
        return new PublishConfig(
                new TopicNames(settings.optionalString("topic.prefix").orElse("")),
                settings.duration("ack.timeout"),
                inflight,
                maxRecord,
                settings.map("kafka"));
    }

    /** Names the keys of the Kafka settings only: their values may be secrets. */
    @Override
    public String toString() {
        return "PublishConfig[topics=" + topics + ", ackTimeout=" + ackTimeout + ", inflightMaxBytes="
                + inflightMaxBytes + ", maxRecord=" + maxRecord + ", kafka=" + kafka.keySet() + "]";
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far the processors are behind, as the broker sees it. */
final class Backlog implements AutoCloseable {
    private static final String GROUP = "chatstream-processor";

    private final Admin admin;
    private final Set<TopicPartition> partitions = new HashSet<>();

    Backlog(String bootstrapServers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        String topic = TopicNames.DEFAULT.of(Topic.HOOK);
        get(admin.describeTopics(Set.of(topic)).topicNameValues().get(topic))
                .partitions()
                .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }

    /** Every partition of the hooks' topic. */
    Set<TopicPartition> all() {
        return Set.copyOf(partitions);
    }

    /** Partitions of the hooks' topic that are assigned to the instance. */
    Set<TopicPartition> of(Instance instance) {
        Set<TopicPartition> owned = new HashSet<>();
        get(admin.describeConsumerGroups(Set.of(GROUP)).describedGroups().get(GROUP)).members().stream()
                .filter(member -> member.clientId().startsWith(instance.name() + "-"))
                .forEach(member -> owned.addAll(member.assignment().topicPartitions()));
        owned.retainAll(partitions);
        return owned;
    }

    /** Where the partitions end now. */
    Map<TopicPartition, Long> ends(Set<TopicPartition> of) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        of.forEach(partition -> question.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(question).all()).forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /** How many records before these ends nobody has committed yet. */
    long behind(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata());
        return ends.entrySet().stream()
                .mapToLong(end -> {
                    OffsetAndMetadata offset = committed.get(end.getKey());
                    return Math.max(0, end.getValue() - (offset == null ? 0 : offset.offset()));
                })
                .sum();
    }

    /** How many records are committed in all. */
    long done() {
        return get(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata()).values().stream()
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private static <T> T get(@Nullable KafkaFuture<T> future) {
        try {
            return Objects.requireNonNull(future).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new AssertionError("the broker does not say", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}

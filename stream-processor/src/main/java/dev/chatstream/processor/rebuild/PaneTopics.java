/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rebuild;

import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics that rebuilt panes are published to.
 *
 * @param source names of the topics that the processor publishes panes to
 * @param target names of those that rebuilt panes go to
 */
public record PaneTopics(TopicNames source, TopicNames target) {
    private static final List<Topic> PANES = List.of(Topic.METRICS_MINUTE, Topic.METRICS_QUARTER);
    private static final int REPLICATION_TO_SPARE_ONE = 3;

    /** Creates them with the partitions and replication of the source, unless they exist. */
    public void create(Admin admin, int maxRecord) throws InterruptedException {
        for (Topic topic : PANES) {
            TopicDescription like = describe(admin, source.of(topic));
            int replication = like.partitions().get(0).replicas().size();
            Map<String, String> config = new TreeMap<>(topic.config(maxRecord));
            config.put("min.insync.replicas", replication >= REPLICATION_TO_SPARE_ONE ? "2" : "1");
            NewTopic wanted =
                    new NewTopic(target.of(topic), like.partitions().size(), (short) replication).configs(config);
            try {
                admin.createTopics(List.of(wanted)).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaException("topic " + target.of(topic) + " cannot be created", e.getCause());
                }
            }
        }
    }

    /** Those that hold records, which would be mixed with what is rebuilt. */
    public List<String> notEmpty(Admin admin) throws InterruptedException {
        List<String> notEmpty = new ArrayList<>();
        for (Topic topic : PANES) {
            String name = target.of(topic);
            List<TopicPartition> partitions = describe(admin, name).partitions().stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            if (!offsets(admin, partitions, OffsetSpec.earliest())
                    .equals(offsets(admin, partitions, OffsetSpec.latest()))) {
                notEmpty.add(name);
            }
        }
        return notEmpty;
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try {
            for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
                    admin.listOffsets(asked).all().get().entrySet()) {
                offsets.put(found.getKey(), found.getValue().offset());
            }
        } catch (ExecutionException e) {
            throw new KafkaException("offsets cannot be read", e.getCause());
        }
        return offsets;
    }

    private static TopicDescription describe(Admin admin, String topic) throws InterruptedException {
        try {
            return Objects.requireNonNull(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic), "all were described");
        } catch (ExecutionException e) {
            throw new KafkaException("topic " + topic + " cannot be looked at: " + e.getCause(), e.getCause());
        }
    }
}

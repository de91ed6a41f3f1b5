/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.provision;

import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka whether the topics that a program uses exist and could take a record now. */
public final class TopicCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);

    private final List<String> names;
    private final int maxRecord;

    /**
     * For some of the topics.
     *
     * @param maxRecord largest record in bytes that is written to them
     */
    public TopicCheck(TopicNames topics, List<Topic> used, int maxRecord) {
        this.names = used.stream().map(topics::of).toList();
        this.maxRecord = maxRecord;
    }

    /** Full names of the topics. */
    public List<String> names() {
        return names;
    }

    /** What is wrong with them; empty when nothing is. Blocks. */
    public Optional<String> problem(Admin admin) throws InterruptedException {
        try {
            Map<String, TopicDescription> descriptions =
                    admin.describeTopics(names()).allTopicNames().get();
            Map<String, TopicSettings> settings = settings(admin);
            return descriptions.values().stream()
                    .flatMap(topic ->
                            problem(topic, settings.getOrDefault(topic.name(), TopicSettings.UNKNOWN)).stream())
                    .findFirst();
        } catch (ExecutionException e) {
            return Optional.of(
                    e.getCause() instanceof UnknownTopicOrPartitionException
                            ? "a topic of " + names() + " does not exist; create the topics first"
                            : "Kafka (kafka.bootstrap.servers) does not answer: " + e.getCause());
        }
    }

    /** What is wrong with one topic. */
    Optional<String> problem(TopicDescription topic, TopicSettings settings) {
        if (settings.maxMessageBytes() < maxRecord) {
            return Optional.of("topic " + topic.name() + " takes records of " + settings.maxMessageBytes()
                    + " bytes at most, but max.body makes records of up to " + maxRecord
                    + "; raise the topic's max.message.bytes or lower max.body");
        }
        return topic.partitions().stream()
                .filter(partition ->
                        partition.leader() == null || partition.isr().size() < settings.minInsyncReplicas())
                .findFirst()
                .map(partition -> "topic " + topic.name() + ", partition " + partition.partition() + " has "
                        + inSync(partition) + "; acknowledging takes " + settings.minInsyncReplicas());
    }

    private static String inSync(TopicPartitionInfo partition) {
        return partition.leader() == null ? "no leader" : partition.isr().size() + " in-sync replicas";
    }

    /** Topic settings by name; empty when the program's user may not read them, which is no reason not to start. */
    private Map<String, TopicSettings> settings(Admin admin) throws InterruptedException {
        List<ConfigResource> resources = names().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        try {
            return admin.describeConfigs(resources).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().name(), entry -> TopicSettings.of(entry.getValue())));
        } catch (ExecutionException e) {
            LOG.debug("topic settings cannot be read: {}", e.toString());
            return Map.of();
        }
    }

    /**
     * What decides about a record.
     *
     * @param maxMessageBytes largest record
     * @param minInsyncReplicas replicas without which nothing is acknowledged
     */
    record TopicSettings(int maxMessageBytes, int minInsyncReplicas) {
        static final TopicSettings UNKNOWN = new TopicSettings(Integer.MAX_VALUE, 1);

        static TopicSettings of(Config config) {
            return new TopicSettings(
                    number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, UNKNOWN.maxMessageBytes),
                    number(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, UNKNOWN.minInsyncReplicas));
        }

        private static int number(Config config, String key, int absent) {
            return Optional.ofNullable(config.get(key))
                    .map(ConfigEntry::value)
                    .map(Integer::parseInt)
                    .orElse(absent);
        }
    }
}

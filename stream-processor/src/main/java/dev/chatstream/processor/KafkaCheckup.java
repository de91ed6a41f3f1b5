/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor;

import dev.chatstream.processor.config.ProcessorConfig;
import dev.chatstream.processor.store.StoreNames;
import dev.chatstream.processor.topology.PipelineTopology;
import dev.chatstream.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks Kafka about every topic that the processor reads and writes, for an operator who wants to know before. */
final class KafkaCheckup {
    private final ProcessorConfig config;
    private final List<String> problems = new ArrayList<>();

    KafkaCheckup(ProcessorConfig config) {
        this.config = config;
    }

    /** What is wrong, one thing each; empty when nothing is. */
    List<String> problems() throws InterruptedException {
        problems.clear();
        try (Admin admin = Admin.create(config.streams().adminProperties())) {
            Map<String, TopicDescription> topics = describe(admin, names());
            lookAt(admin, topics);
            lookAtChangelogs(admin, topics.get(config.topics().of(Topic.HOOK)));
        } catch (ExecutionException | KafkaException e) {
            problems.add(config.streams().unreachable(e));
        }
        return List.copyOf(problems);
    }

    private List<String> names() {
        return PipelineTopology.used().stream().map(config.topics()::of).toList();
    }

    private static Map<String, TopicDescription> describe(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> found = new TreeMap<>();
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
            try {
                found.put(answer.getKey(), answer.getValue().get());
            } catch (ExecutionException e) {
                boolean absent = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!absent && !(e.getCause() instanceof AuthorizationException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private void lookAt(Admin admin, Map<String, TopicDescription> topics) throws InterruptedException {
        Map<String, Config> settings = settings(admin, topics.keySet());
        for (Topic topic : PipelineTopology.used()) {
            TopicDescription found = topics.get(config.topics().of(topic));
            if (found == null) {
                problems.add(
                        "topic " + config.topics().of(topic) + " does not exist or may not be seen; create it with "
                                + topic.config(config.streams().maxRecord())
                                + ", or allow the processor's user to describe it");
            } else {
                lookAt(topic, found, Optional.ofNullable(settings.get(found.name())));
            }
        }
    }

    private void lookAt(Topic topic, TopicDescription found, Optional<Config> settings) {
        settings.ifPresent(entries -> lookAt(topic, found.name(), entries));
        int replicasToAcknowledge = settings.map(entries -> entries.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG))
                .map(entry -> Integer.parseInt(entry.value()))
                .orElse(1);
        found.partitions().stream()
                .filter(partition ->
                        partition.leader() == null || partition.isr().size() < replicasToAcknowledge)
                .findFirst()
                .ifPresent(partition -> problems.add("topic " + found.name() + ", partition " + partition.partition()
                        + " has "
                        + (partition.leader() == null
                                ? "no leader"
                                : partition.isr().size() + " in-sync replicas, and acknowledging takes "
                                        + replicasToAcknowledge)
                        + "; start the brokers that are missing"));
        AclOperation needed = topic == Topic.HOOK ? AclOperation.READ : AclOperation.WRITE;
        Set<AclOperation> allowed = found.authorizedOperations();
        if (allowed != null && !allowed.isEmpty() && !allowed.contains(needed) && !allowed.contains(AclOperation.ALL)) {
            problems.add("the user may not " + needed + " topic " + found.name() + "; allow it");
        }
    }

    private void lookAt(Topic topic, String name, Config settings) {
        Map<String, String> wanted = topic.config(config.streams().maxRecord());
        String cleanup = valueOf(settings, TopicConfig.CLEANUP_POLICY_CONFIG);
        String wantedCleanup = wanted.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
        if (!asSet(cleanup).equals(asSet(wantedCleanup))) {
            problems.add("topic " + name + " has cleanup.policy=" + cleanup + "; set it to " + wantedCleanup);
        }
        int largest = Integer.parseInt(valueOf(settings, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
        if (largest < config.streams().maxRecord()) {
            problems.add("topic " + name + " takes records of " + largest + " bytes at most, but max.body makes records"
                    + " of up to " + config.streams().maxRecord() + "; raise its max.message.bytes or lower max.body");
        }
    }

    /** Kafka Streams refuses changelogs with another number of partitions than their source. */
    private void lookAtChangelogs(Admin admin, @Nullable TopicDescription hooks)
            throws ExecutionException, InterruptedException {
        if (hooks == null) {
            return;
        }
        List<String> changelogs = StoreNames.all().stream()
                .map(store -> config.streams().applicationId() + "-" + store + "-changelog")
                .toList();
        describe(admin, changelogs).values().stream()
                .filter(changelog ->
                        changelog.partitions().size() != hooks.partitions().size())
                .forEach(changelog -> problems.add("topic " + changelog.name() + " has "
                        + changelog.partitions().size() + " partitions and " + hooks.name() + " has "
                        + hooks.partitions().size() + "; the number must never change: count afresh under another"
                        + " application.id"));
    }

    private static Map<String, Config> settings(Admin admin, Set<String> names) throws InterruptedException {
        Map<String, Config> settings = new TreeMap<>();
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        try {
            admin.describeConfigs(resources).all().get().forEach((topic, found) -> settings.put(topic.name(), found));
        } catch (ExecutionException e) {
            // not allowed to see them, which is no reason not to start
            settings.clear();
        }
        return settings;
    }

    private static String valueOf(Config settings, String key) {
        ConfigEntry entry = settings.get(key);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    /** A cleanup.policy is a set: brokers may list it in another order. */
    private static Set<String> asSet(String value) {
        return new TreeSet<>(Arrays.asList(value.split(",", -1)));
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.provision;

import dev.chatstream.schemas.provision.ProvisionReport.Action;
import dev.chatstream.schemas.provision.ProvisionReport.Kind;
import dev.chatstream.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics on the broker. */
final class TopicProvisioner {
    private static final String MIN_IN_SYNC = "min.insync.replicas";

    private final Admin admin;
    private final ProvisionConfig config;
    private final KafkaCalls calls;

    TopicProvisioner(Admin admin, ProvisionConfig config) {
        this.admin = admin;
        this.config = config;
        this.calls = new KafkaCalls(config.timeout());
    }

    List<Action> provision() {
        Map<String, Map<String, String>> wanted = new LinkedHashMap<>();
        for (Topic topic : Topic.values()) {
            Map<String, String> entries = new TreeMap<>(topic.config(config.maxMessageBytes()));
            entries.put(MIN_IN_SYNC, Integer.toString(config.minInSyncReplicas()));
            wanted.put(config.names().of(topic), entries);
        }
        List<Action> actions = new ArrayList<>();
        Map<String, TopicDescription> existing = describe(wanted.keySet());
        create(wanted, existing.keySet(), actions);
        existing.values().forEach(description -> compare(description, actions));
        correctConfigs(wanted, existing.keySet(), actions);
        return actions;
    }

    private Map<String, TopicDescription> describe(Collection<String> topics) {
        Map<String, TopicDescription> existing = new TreeMap<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics).topicNameValues();
        answers.forEach((topic, answer) -> calls.unless(
                        UnknownTopicOrPartitionException.class, answer, "look at topic " + topic)
                .ifPresent(description -> existing.put(topic, description)));
        return existing;
    }

    private void create(Map<String, Map<String, String>> wanted, Collection<String> existing, List<Action> actions) {
        List<NewTopic> missing = wanted.entrySet().stream()
                .filter(entry -> !existing.contains(entry.getKey()))
                .map(entry -> new NewTopic(entry.getKey(), config.partitions(), (short) config.replication())
                        .configs(entry.getValue()))
                .toList();
        CreateTopicsResult created = admin.createTopics(missing);
        // Another instance may have been quicker; then the topic is as wanted, because it was made from the same list.
        missing.forEach(topic -> calls.unless(
                        TopicExistsException.class, created.numPartitions(topic.name()), "create topic " + topic.name())
                .ifPresent(partitions -> actions.add(new Action(
                        Kind.TOPIC_CREATED,
                        topic.name(),
                        partitions + " partitions, replication " + config.replication() + ", " + topic.configs()))));
    }

    private void compare(TopicDescription found, List<Action> actions) {
        int partitions = found.partitions().size();
        int replication = found.partitions().get(0).replicas().size();
        if (partitions != config.partitions() || replication != config.replication()) {
            actions.add(new Action(
                    Kind.TOPIC_DIFFERS,
                    found.name(),
                    "kept with " + partitions + " partitions and replication " + replication + " (a new one would have "
                            + config.partitions() + " and " + config.replication() + ")"));
        }
    }

    private void correctConfigs(
            Map<String, Map<String, String>> wanted, Collection<String> existing, List<Action> actions) {
        List<ConfigResource> resources = existing.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<ConfigResource, KafkaFuture<Config>> answers =
                admin.describeConfigs(resources).values();
        for (ConfigResource resource : resources) {
            Config found = calls.get(answers.get(resource), "read the configuration of topic " + resource.name());
            Map<String, String> differing = differing(found, wanted.getOrDefault(resource.name(), Map.of()));
            if (differing.isEmpty()) {
                continue;
            }
            List<AlterConfigOp> changes = differing.entrySet().stream()
                    .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), OpType.SET))
                    .toList();
            calls.get(
                    admin.incrementalAlterConfigs(Map.of(resource, changes)).all(),
                    "change the configuration of topic " + resource.name());
            actions.add(new Action(Kind.TOPIC_CONFIG_CHANGED, resource.name(), describeChange(found, differing)));
        }
    }

    private static Map<String, String> differing(Config found, Map<String, String> wanted) {
        Map<String, String> differing = new TreeMap<>(wanted);
        wanted.forEach((key, value) -> {
            ConfigEntry entry = found.get(key);
            if (entry != null && entry.value() != null && asSet(entry.value()).equals(asSet(value))) {
                differing.remove(key);
            }
        });
        return differing;
    }

    /** A cleanup.policy is a set: brokers may list it in another order. */
    private static TreeSet<String> asSet(String value) {
        return new TreeSet<>(Arrays.asList(value.split(",")));
    }

    private static String describeChange(Config found, Map<String, String> changed) {
        return changed.entrySet().stream()
                .map(e -> {
                    ConfigEntry before = found.get(e.getKey());
                    return e.getKey() + " " + (before == null ? "unset" : before.value()) + " -> " + e.getValue();
                })
                .collect(Collectors.joining(", "));
    }
}

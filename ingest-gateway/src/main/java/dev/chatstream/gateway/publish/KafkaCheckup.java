/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import dev.chatstream.gateway.config.PublishConfig;
import dev.chatstream.schemas.provision.TopicCheck;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;

/** Asks Kafka once whether it would take hooks, for an operator who wants to know before the start. */
public final class KafkaCheckup {
    private final PublishConfig config;
    private final TopicCheck topics;

    public KafkaCheckup(PublishConfig config) {
        this.config = config;
        this.topics = new TopicCheck(config.topics(), KafkaConnection.WRITTEN, config.maxRecord());
    }

    /** Full names of the topics that are written to. */
    public List<String> topics() {
        return topics.names();
    }

    /** What is wrong; empty when nothing is. Blocks. */
    public Optional<String> problem() throws InterruptedException {
        try (Admin admin = Admin.create(KafkaSettings.admin(config))) {
            Optional<String> problem = topics.problem(admin);
            return problem.isPresent() ? problem : missingPermission(admin);
        } catch (KafkaException e) {
            return Optional.of("Kafka (kafka.bootstrap.servers) cannot be reached: " + KafkaConnection.rootOf(e));
        }
    }

    /** Brokers say what their user may do only if they check permissions at all. */
    private Optional<String> missingPermission(Admin admin) throws InterruptedException {
        try {
            return admin
                    .describeTopics(topics.names(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .filter(topic -> !mayWrite(topic))
                    .findFirst()
                    .map(topic -> "the user may not write to topic " + topic.name()
                            + "; allow it the operations Describe and Write");
        } catch (ExecutionException e) {
            return Optional.of("Kafka does not say what the user may do: " + KafkaConnection.rootOf(e));
        }
    }

    private static boolean mayWrite(TopicDescription topic) {
        return topic.authorizedOperations() == null
                || topic.authorizedOperations().isEmpty()
                || topic.authorizedOperations().contains(AclOperation.WRITE)
                || topic.authorizedOperations().contains(AclOperation.ALL);
    }
}

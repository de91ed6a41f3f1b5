/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.backlog;

import dev.chatstream.local.machine.StartException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What is in the broker's topics, counted and weighed. */
public final class Topics implements AutoCloseable {
    private static final List<Integer> ONLY_BROKER = List.of(1);

    private final Admin admin;

    public Topics(String bootstrapServers) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Partitions of the topics whose names the predicate accepts. */
    public List<TopicPartition> partitions(Predicate<String> named) {
        List<String> names =
                get(admin.listTopics().names()).stream().filter(named).toList();
        return get(admin.describeTopics(names).allTopicNames()).entrySet().stream()
                .flatMap(topic -> topic.getValue().partitions().stream()
                        .map(partition -> new TopicPartition(topic.getKey(), partition.partition())))
                .toList();
    }

    /** First offset of each partition that can be read. */
    public Map<TopicPartition, Long> begin(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    /** Offset of each partition that comes next. */
    public Map<TopicPartition, Long> end(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        get(admin.listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, each -> spec)))
                        .all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    /** Offset up to which the group has committed each partition; those without are missing. */
    Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, committed) -> {
                    if (committed != null) {
                        offsets.put(partition, committed.offset());
                    }
                });
        return offsets;
    }

    /** Records that can be read, when no transactions have written them. */
    public long records(Collection<TopicPartition> partitions) {
        return sum(end(partitions)) - sum(begin(partitions));
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(each -> each).sum();
    }

    /** Records that were ever written to the topics, with the marks of transactions. */
    public long written(Predicate<String> named) {
        return sum(end(partitions(named)));
    }

    /** Bytes that the topics take on the broker's disk, compressed as they are, without indexes. */
    public long bytes(Predicate<String> named) {
        return get(admin.describeLogDirs(ONLY_BROKER).allDescriptions()).values().stream()
                .flatMap(folders -> folders.values().stream())
                .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                .filter(replica -> named.test(replica.getKey().topic()))
                .map(Map.Entry::getValue)
                .mapToLong(ReplicaInfo::size)
                .sum();
    }

    /** Makes a topic with as many partitions as another one. */
    public void createLike(String name, String other) {
        int partitions = partitions(other::equals).size();
        var unused = get(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all());
    }

    public void delete(Predicate<String> named) {
        List<String> names =
                get(admin.listTopics().names()).stream().filter(named).toList();
        var unused = get(admin.deleteTopics(names).all());
    }

    /** Deletes all records of the topics. */
    public void empty(Predicate<String> named) {
        RecordsToDelete all = RecordsToDelete.beforeOffset(-1);
        var unused =
                get(admin.deleteRecords(partitions(named).stream().collect(Collectors.toMap(each -> each, each -> all)))
                        .all());
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new StartException("the broker refuses: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}

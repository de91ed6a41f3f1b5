/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import dev.chatstream.gateway.config.PublishConfig;
import dev.chatstream.schemas.provision.TopicCheck;
import dev.chatstream.schemas.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the Kafka clients. Connects on a thread where it may block, gives the publisher its producer once the topics are
 * known, and goes on to ask whether they can take records.
 */
public final class KafkaConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConnection.class);
    private static final String FAILED = "the Kafka producer failed for good; another is made";
    private static final String LEARNING = "the producer has not learnt of the topics yet";
    private static final Duration WHEN_WELL = Duration.ofSeconds(5);
    private static final Duration WHEN_NOT = Duration.ofSeconds(1);

    /** The topics that the gateway writes to. */
    static final List<Topic> WRITTEN = List.of(Topic.HOOK, Topic.EVENT, Topic.HOOK_REJECTED);

    private final Map<String, Object> producerSettings;
    private final Map<String, Object> adminSettings;
    private final TopicCheck check;
    private final OneProducer producer;
    private @Nullable Admin admin;
    private long dueNanos = System.nanoTime();
    private volatile @Nullable String problem = "Kafka was not reached yet";

    /**
     * Does not connect yet.
     *
     * @throws IllegalArgumentException when a setting below {@code kafka.} is wrong
     */
    public KafkaConnection(PublishConfig config, KafkaHookPublisher publisher, MeterRegistry meters) {
        this.producerSettings = KafkaSettings.producer(config);
        this.adminSettings = KafkaSettings.admin(config);
        this.check = new TopicCheck(config.topics(), WRITTEN, config.maxRecord());
        this.producer = new OneProducer(() -> new KafkaProducer<>(producerSettings), publisher, meters);
        validate();
    }

    private void validate() {
        try {
            new ProducerConfig(producerSettings);
        } catch (ConfigException e) {
            throw new IllegalArgumentException("below kafka.: " + e.getMessage(), e);
        }
    }

    /** Why Kafka cannot take a record now. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Connects, or looks again whether all is well when that was some time ago. Blocks. */
    public synchronized void attempt() throws InterruptedException {
        if (producer.letGoIfFailed()) {
            report(Optional.of(FAILED));
            dueNanos = System.nanoTime() + WHEN_NOT.toNanos();
        }
        if (System.nanoTime() - dueNanos < 0) {
            return;
        }
        try {
            report(check.problem(connectedAdmin()).or(this::missingMetadata));
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (KafkaException e) {
            report(Optional.of("Kafka (kafka.bootstrap.servers: " + adminSettings.get("bootstrap.servers")
                    + ") cannot be reached: " + rootOf(e)));
        }
        dueNanos = System.nanoTime() + pause().toNanos();
    }

    private Duration pause() {
        if (LEARNING.equals(problem)) {
            return Duration.ZERO;
        }
        return problem == null ? WHEN_WELL : WHEN_NOT;
    }

    private Admin connectedAdmin() {
        Admin current = admin;
        if (current == null) {
            current = Admin.create(adminSettings);
            admin = current;
        }
        return current;
    }

    private Optional<String> missingMetadata() {
        return producer.knows(check.names()) ? Optional.empty() : Optional.of(LEARNING);
    }

    private void report(Optional<String> found) {
        @Nullable String before = problem;
        problem = found.orElse(null);
        if (found.isEmpty() && before != null) {
            LOG.info("Kafka takes records of {}", check.names());
        } else if (found.isPresent()
                && !found.get().equals(before)
                && !found.get().equals(LEARNING)) {
            LOG.warn("not ready: {}; trying again", found.get());
        }
    }

    /** The gateway stops, which says nothing about Kafka. */
    private static InterruptedException interrupted(InterruptException e) {
        InterruptedException interrupted = new InterruptedException();
        interrupted.initCause(e);
        return interrupted;
    }

    /** What really happened; Kafka's outermost words are "Failed to create new KafkaAdminClient" and the like. */
    static String rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** Waits for records under way, at most that long; what is not acknowledged by then is answered as refused. */
    public synchronized void close(Duration timeout) {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
        producer.close(timeout);
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }
}

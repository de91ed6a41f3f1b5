/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import dev.chatstream.schemas.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.utils.Utils;

/**
 * Settings that are passed through to Kafka Streams and its clients, and those that are not: what exact counting rests
 * on, what would be set and then overridden in silence, and values with which the processor could not work.
 */
final class ClientSettings {
    private static final String SECTION = "kafka";
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    /** Room for what the registry's patience does not cover: the poll itself, hooks before the one that waits. */
    private static final Duration BESIDE_WAITING = Duration.ofMinutes(1);

    private static final Duration KAFKAS_REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /** Kafka Streams hands keys after these to one of its clients. */
    private static final Pattern CLIENT_PREFIX =
            Pattern.compile("^(main\\.consumer|restore\\.consumer|global\\.consumer|consumer|producer|admin)\\.(.*)$");

    /** What has a key of its own, and that key. */
    private static final Map<String, String> HAVE_A_KEY_OF_THEIR_OWN = Map.ofEntries(
            Map.entry("application.id", "application.id"),
            Map.entry("application.server", "http.advertised"),
            Map.entry("commit.interval.ms", "commit.interval and commit.backlog"),
            Map.entry("group.id", "application.id"),
            Map.entry("group.instance.id", "instance.id"),
            Map.entry("num.standby.replicas", "standby.replicas"),
            Map.entry("num.stream.threads", "threads"),
            Map.entry("rocksdb.config.setter", "rocksdb.memory"),
            Map.entry("state.dir", "state.dir"),
            Map.entry("topic.max.message.bytes", "max.body"));

    /** What the processor or Kafka Streams sets, because each result would be another, or none, with another value. */
    private static final Set<String> FIXED = Set.of(
            "acks",
            "allow.auto.create.topics",
            "auto.offset.reset",
            "default.deserialization.exception.handler",
            "default.key.serde",
            "default.production.exception.handler",
            "default.timestamp.extractor",
            "default.value.serde",
            "deserialization.exception.handler",
            "enable.auto.commit",
            "enable.idempotence",
            "ensure.explicit.internal.resource.naming",
            "errors.dead.letter.queue.topic.name",
            "isolation.level",
            "key.deserializer",
            "key.serializer",
            "max.task.idle.ms",
            "partition.assignment.strategy",
            "partitioner.class",
            "partitioner.ignore.keys",
            "processing.exception.handler",
            "processing.guarantee",
            "production.exception.handler",
            "topic.cleanup.policy",
            "topic.retention.bytes",
            "topic.retention.ms",
            "transaction.two.phase.commit.enable",
            "transactional.id",
            "value.deserializer",
            "value.serializer");

    /** What is the same for all clients: after one client's prefix it would have no effect, or a foreign one. */
    private static final Set<String> WITHOUT_PREFIX = Set.of(BOOTSTRAP_SERVERS, "client.id", "group.protocol");

    private final Settings settings;
    private final Map<String, String> values;
    private final Map<String, Least> bounds = new HashMap<>();

    private record Least(long least, String why) {}

    private ClientSettings(Settings settings) {
        this.settings = settings;
        this.values = settings.map(SECTION);
    }

    /**
     * What is passed through, checked.
     *
     * @param session how long the group waits for an instance, unless set otherwise
     * @param commitBacklog longest time between two commits
     * @param maxRecord largest record in bytes
     */
    static Map<String, String> from(Settings settings, Duration session, Duration commitBacklog, int maxRecord) {
        ClientSettings clients = new ClientSettings(settings);
        clients.boundConsumers(session);
        clients.boundProducers(commitBacklog, maxRecord);
        clients.values.keySet().forEach(clients::check);
        return clients.values;
    }

    private void boundConsumers(Duration session) {
        long patience = StreamsConfigs.REGISTRY_PATIENCE.toMillis();
        bound(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                patience + BESIDE_WAITING.toMillis(),
                "a hook waits up to " + patience + " ms for the schema registry");
        bound(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                1 + longest(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, MembershipConfig.HEARTBEATS.toMillis()),
                "more than heartbeat.interval.ms, best three times that");
        // set alone, it is the heartbeats that are too rare for what nobody has set
        if (keysOf(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG).findAny().isEmpty()) {
            keysOf(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG)
                    .filter(key -> number(key) >= session.toMillis())
                    .forEach(key -> {
                        throw settings.wrong(full(key), "less than session.timeout.ms, here " + session.toMillis());
                    });
        }
    }

    private void boundProducers(Duration commitBacklog, int maxRecord) {
        bound(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                commitBacklog.multipliedBy(2).toMillis(),
                "twice commit.backlog, or the broker would end transactions that are under way");
        bound(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRecord, "the largest record that max.body makes");
        bound(ProducerConfig.BUFFER_MEMORY_CONFIG, maxRecord, "the largest record that max.body makes");
        bound(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                longest(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, KAFKAS_REQUEST_TIMEOUT.toMillis())
                        + longest(ProducerConfig.LINGER_MS_CONFIG, StreamsConfigs.LINGER.toMillis()),
                "request.timeout.ms and linger.ms together");
    }

    private void bound(String name, long least, String why) {
        bounds.put(name, new Least(least, why));
    }

    private void check(String key) {
        Matcher prefixed = CLIENT_PREFIX.matcher(key);
        boolean ofOneClient = prefixed.matches();
        String name = ofOneClient ? prefixed.group(2) : key;
        String own = HAVE_A_KEY_OF_THEIR_OWN.get(name);
        if (own != null) {
            throw settings.wrong(full(key), "not set; it follows from " + own);
        }
        if (FIXED.contains(name)) {
            throw settings.wrong(full(key), "not set; exact counting rests on the value that the processor gives it");
        }
        if (ofOneClient && WITHOUT_PREFIX.contains(name)) {
            throw settings.wrong(full(key), "not set; " + full(name) + " is for all clients");
        }
        if (name.equals(BOOTSTRAP_SERVERS)) {
            checkAddresses(key);
        }
        Least bound = bounds.get(name);
        if (bound != null && number(key) < bound.least()) {
            throw settings.wrong(full(key), "at least " + bound.least() + ": " + bound.why());
        }
    }

    private void checkAddresses(String key) {
        for (String address : settings.strings(full(key))) {
            if (Utils.getHost(address) == null || Utils.getPort(address) == null) {
                throw settings.wrong(full(key), "host:port, several separated by commas");
            }
        }
    }

    /** The greatest value that the setting has, whichever client it is for. */
    private long longest(String name, long unlessSet) {
        return keysOf(name).mapToLong(this::number).max().orElse(unlessSet);
    }

    /** Under which keys the setting is set, whichever client it is for. */
    private Stream<String> keysOf(String name) {
        return values.keySet().stream()
                .filter(key -> name.equals(CLIENT_PREFIX.matcher(key).replaceFirst("$2")));
    }

    private long number(String key) {
        try {
            return Long.parseLong(values.getOrDefault(key, "").strip());
        } catch (NumberFormatException e) {
            throw settings.wrong(full(key), "a whole number");
        }
    }

    private static String full(String key) {
        return SECTION + "." + key;
    }
}

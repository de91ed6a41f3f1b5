/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import dev.chatstream.processor.failure.StopOnError;
import dev.chatstream.processor.store.RocksDbMemory;
import dev.chatstream.processor.store.StateFolder;
import dev.chatstream.schemas.settings.Settings;
import dev.chatstream.schemas.settings.SettingsException;
import dev.chatstream.schemas.topic.TopicNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/**
 * How Kafka Streams runs.
 *
 * @param kafka the clients' own settings, without what correctness rests on
 * @param stateDir folder of the local state
 * @param threads stream threads
 * @param membership how this instance belongs to the group
 * @param commitInterval time between commits while hooks are fresh
 * @param commitBacklog time between commits while a backlog is worked off
 * @param self where other instances reach this one's query API
 * @param maxRecord largest record in bytes, envelope included
 * @param rocksDbBytes memory shared by all local stores
 */
public record StreamsConfigs(
        Map<String, String> kafka,
        String applicationId,
        String stateDir,
        int threads,
        Duration commitInterval,
        Duration commitBacklog,
        MembershipConfig membership,
        HostInfo self,
        long rocksDbBytes,
        int maxRecord) {
    /**
     * How long a hook waits for the schema of a version never met before. Below Kafka's poll interval of five minutes,
     * and long, because giving up costs a restoration of the state each time, and waiting at most one: when other hooks
     * are in the open transaction, the broker ends that after ten seconds.
     */
    public static final Duration REGISTRY_PATIENCE = Duration.ofMinutes(4);

    private static final long MOST_BODY = 512L << 20;

    private static final long USUAL_BUFFER = 32L << 20;

    /** What is fetched and not yet processed stays small: the garbage collector copies it over and over. */
    private static final int FETCHED_OF_A_PARTITION = 512 << 10;

    private static final int HOOKS_OF_A_POLL = 250;

    /** Two polls, or a thread has nothing to do while it waits for what it fetches next. */
    private static final int HOOKS_AT_HAND = 500;

    /**
     * How long a batch waits to fill, as Kafka Streams has it. A commit sends what there is, so only in a backlog,
     * where commits are rare, that long.
     */
    static final Duration LINGER = Duration.ofMillis(100);

    private static final Duration SHORTEST_COMMIT = Duration.ofMillis(10);

    /** How long a changelog tells that a row was deleted: to whoever comes back later, it would still be there. */
    private static final Duration DELETIONS_KEPT = Duration.ofDays(7);

    /** Half of the time after which the broker gives up on a transaction, unless set otherwise. */
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(5);

    public StreamsConfigs {
        kafka = Map.copyOf(kafka);
    }

    static StreamsConfigs from(Settings settings) {
        int threads = settings.integer("threads", 0, 256);
        long rocksDbBytes = settings.bytes("rocksdb.memory");
        if (rocksDbBytes < 16L << 20) {
            throw settings.wrong("rocksdb.memory", "at least 16MiB");
        }
        Duration commitInterval = settings.duration("commit.interval");
        if (commitInterval.compareTo(SHORTEST_COMMIT) < 0 || commitInterval.compareTo(LONGEST_COMMIT) > 0) {
            throw settings.wrong("commit.interval", "10ms to 5s");
        }
        Duration commitBacklog = commitBacklog(settings, commitInterval);
        int maxRecord = TopicNames.maxMessageBytes(maxBody(settings));
        MembershipConfig membership = MembershipConfig.from(settings);
        return new StreamsConfigs(
                ClientSettings.from(settings, membership.session(), commitBacklog, maxRecord),
                settings.string("application.id"),
                settings.string("state.dir"),
                threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
                commitInterval,
                commitBacklog,
                membership,
                self(settings),
                rocksDbBytes,
                maxRecord);
    }

    private static Duration commitBacklog(Settings settings, Duration commitInterval) {
        String key = "commit.backlog";
        Duration backlog = settings.duration(key);
        if (backlog.compareTo(commitInterval) < 0 || backlog.compareTo(LONGEST_COMMIT) > 0) {
            throw settings.wrong(key, "commit.interval to 5s");
        }
        return backlog;
    }

    private static int maxBody(Settings settings) {
        String key = "max.body";
        long bytes = settings.bytes(key);
        if (bytes < 1024 || bytes > MOST_BODY) {
            throw settings.wrong(key, "1KiB to 512MiB, as the gateway has it");
        }
        return Math.toIntExact(bytes);
    }

    private static HostInfo self(Settings settings) {
        String key = "http.advertised";
        int port = settings.integer("http.port", 0, 65_535);
        return settings.optionalString(key)
                .map(advertised -> {
                    HostInfo info = HostInfo.buildFromEndpoint(advertised);
                    if (info == null) {
                        throw settings.wrong(key, "host:port");
                    }
                    return info;
                })
                .orElseGet(() -> new HostInfo(localName(), port));
    }

    private static String localName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Records by which a copy may be behind and still take over, or answer. */
    public long acceptableLag() {
        Properties properties = new Properties();
        properties.putAll(streams());
        return new StreamsConfig(properties).getLong(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG);
    }

    /** How long the group waits for a heartbeat of this instance before it gives its partitions to others. */
    public Duration sessionTimeout() {
        Properties properties = new Properties();
        properties.putAll(streams());
        Map<String, Object> consumer = new StreamsConfig(properties).getMainConsumerConfigs(applicationId, "any", 0);
        return Duration.ofMillis(
                Long.parseLong(String.valueOf(consumer.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG))));
    }

    /** Where the local state of this application lies. */
    public StateFolder stateFolder() {
        return new StateFolder(stateDir, applicationId);
    }

    /** What to tell when Kafka was asked in vain. */
    public String unreachable(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "Kafka at " + kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)
                + " (kafka.bootstrap.servers) cannot be reached: "
                + Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName())
                + "; start it, or set where it is and how to connect";
    }

    /** Properties for a client that looks at the topics: where and how to connect, as for the others. */
    public Properties adminProperties() {
        Properties properties = new Properties();
        kafka.forEach((key, value) -> {
            if (AdminClientConfig.configNames().contains(key)) {
                properties.put(key, value);
            }
        });
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 4_000);
        return properties;
    }

    /**
     * Looks at every setting that is passed through as its client will.
     *
     * @throws SettingsException when a value is wrong
     */
    public void check() {
        try {
            makeConfigs();
        } catch (ConfigException e) {
            throw new SettingsException("kafka.*: " + e.getMessage());
        }
    }

    private void makeConfigs() {
        Properties properties = new Properties();
        properties.putAll(streams());
        StreamsConfig streams = new StreamsConfig(properties);
        Map<String, Object> consumer = streams.getMainConsumerConfigs(applicationId, "check", 0);
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        Map<String, Object> producer = streams.getProducerConfigs("check");
        producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        // Each looks at its settings when it is made.
        Object unused = List.of(
                new ConsumerConfig(consumer),
                new ProducerConfig(producer),
                new AdminClientConfig(streams.getAdminConfigs("check")));
    }

    /** Properties for Kafka Streams, whose stores share {@code memory}. */
    public Properties properties(RocksDbMemory memory) {
        Properties properties = new Properties();
        properties.putAll(streams());
        properties.put(RocksDbMemory.CONFIG, memory);
        return properties;
    }

    /** For the consumer of hooks alone: the one that restores state does well with more. */
    private void putUnlessSet(Map<String, Object> properties, String key, int value) {
        if (!kafka.containsKey(key) && !kafka.containsKey(StreamsConfig.consumerPrefix(key))) {
            properties.put(StreamsConfig.mainConsumerPrefix(key), value);
        }
    }

    private Map<String, Object> streams() {
        Map<String, Object> properties = new HashMap<>();
        // without a client's prefix, with which they would count more than what is set without one
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy");
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER.toMillis());
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRecord);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(USUAL_BUFFER, 2L * maxRecord));
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, HOOKS_AT_HAND);
        putUnlessSet(properties, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCHED_OF_A_PARTITION);
        putUnlessSet(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, HOOKS_OF_A_POLL);
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.DELETE_RETENTION_MS_CONFIG),
                Long.toString(DELETIONS_KEPT.toMillis()));
        properties.putAll(membership.consumerDefaults());
        properties.putAll(kafka);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Integer.toString(maxRecord));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, StopOnError.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, StopOnError.class);
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, StopOnError.class);
        // a task reads one partition, so there is no other to wait for
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitBacklog.toMillis());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, membership.standbyReplicas());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.Setter.class);
        return properties;
    }
}

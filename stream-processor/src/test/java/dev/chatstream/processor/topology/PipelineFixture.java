/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.PaneChanges;
import dev.chatstream.processor.failure.DlqBreaker;
import dev.chatstream.processor.rolling.RollingRules;
import dev.chatstream.processor.rolling.TimeShare;
import dev.chatstream.processor.store.PartitionState;
import dev.chatstream.processor.store.Processed;
import dev.chatstream.processor.store.StoreNames;
import dev.chatstream.processor.store.ValueCodec;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.telemetry.PipelineCounters;
import dev.chatstream.processor.telemetry.RollingMeters;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import dev.chatstream.schemas.serde.RecordDecoder;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology on a test driver. */
public final class PipelineFixture implements AutoCloseable {
    static final Duration RETENTION = Duration.ofDays(35);
    static final ZoneId PRAGUE = ZoneId.of("Europe/Prague");
    private static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    static final Codecs CODECS = Codecs.resolve(REGISTRY, TopicNames.DEFAULT, true);
    private static final ValueCodec<Conversation> CONVERSATIONS = ValueCodec.of(
            Conversation.class,
            REGISTRY.register(TopicNames.DEFAULT.subjectOf(Topic.HOOK), Conversation.getClassSchema()),
            REGISTRY);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Processed processed = new Processed();
    private final DlqBreaker breaker;
    final TopologyTestDriver driver;
    private final Set<Dimension> rolling;
    private final TimeShare share;
    private final TestInputTopic<byte[], byte[]> hooks;

    public PipelineFixture(Path stateDir) {
        this(stateDir, breaker(1), Hooks.NOON, Set.of(Dimension.ACCOUNT));
    }

    PipelineFixture(Path stateDir, DlqBreaker breaker) {
        this(stateDir, breaker, Hooks.NOON, Set.of(Dimension.ACCOUNT));
    }

    /**
     * @param startedAt where the clock stands at first
     * @param rolling what rolling values are published about
     */
    PipelineFixture(Path stateDir, DlqBreaker breaker, Instant startedAt, Set<Dimension> rolling) {
        this(stateDir, breaker, startedAt, rolling, new TimeShare(1, 1, System::nanoTime));
    }

    /** @param share of the time that rolling values may take */
    PipelineFixture(Path stateDir, DlqBreaker breaker, Instant startedAt, Set<Dimension> rolling, TimeShare share) {
        this.breaker = breaker;
        this.rolling = rolling;
        this.share = share;
        driver = new TopologyTestDriver(topology().build(), properties(stateDir), startedAt);
        hooks = driver.createInputTopic(
                TopicNames.DEFAULT.of(Topic.HOOK), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** One that never opens with 1. */
    static DlqBreaker breaker(double share) {
        return new DlqBreaker(share, 100, Duration.ofMinutes(1), System::nanoTime);
    }

    PipelineTopology topology() {
        return new PipelineTopology(
                TopicNames.DEFAULT,
                CODECS,
                new PaneChanges(Set.of(Dimension.AGENT, Dimension.GROUP, Dimension.COUNTRY, Dimension.TRIGGER)),
                new Rolling(new RollingRules(rolling, account -> PRAGUE), share, new RollingMeters(meters)),
                RETENTION,
                Duration.ofMillis(100),
                new PipelineCounters(meters, List.of(30, 60)),
                processed,
                breaker,
                Duration.ofSeconds(1),
                waiting -> {},
                () -> false);
    }

    private static Properties properties(Path stateDir) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return properties;
    }

    public byte[] pipe(Hooks hook) {
        return pipe(hook.build());
    }

    public byte[] pipe(Conversation conversation) {
        byte[] value = encode(conversation);
        pipe(
                Long.toString(conversation.getAccountId()).getBytes(StandardCharsets.UTF_8),
                value,
                conversation.getHook().getReceivedAt());
        return value;
    }

    static byte[] encode(Conversation conversation) {
        return CONVERSATIONS.encode(conversation);
    }

    void pipe(byte[] key, byte[] value, Instant receivedAt) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_type", new byte[] {'x'});
        hooks.pipeInput(new TestRecord<>(key, value, headers, receivedAt));
    }

    List<TestRecord<String, byte[]>> read(Topic topic) {
        return driver.createOutputTopic(
                        TopicNames.DEFAULT.of(topic), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    List<ConversationFacts> readFacts() {
        return read(Topic.CONVERSATION_FACTS).stream()
                .map(record -> CODECS.facts().decode(record.getValue()))
                .toList();
    }

    public PartitionState state() {
        return new PartitionState(
                driver.getKeyValueStore(StoreNames.CONVERSATION),
                driver.getWindowStore(StoreNames.MINUTE),
                driver.getWindowStore(StoreNames.QUARTER),
                ValueCodec.paneDecoder(REGISTRY),
                RecordDecoder.of(ConversationFacts.class, REGISTRY));
    }

    /** Everything counted within forty days of noon. */
    Aggregate counted(long accountId, DimensionKey about, Granularity granularity) {
        Instant from = Hooks.NOON.minus(Duration.ofDays(40));
        return state().sum(accountId, about, granularity, from, Hooks.NOON.plus(Duration.ofDays(40)));
    }

    int rows(String store) {
        int rows = 0;
        try (KeyValueIterator<Object, Object> all =
                driver.getKeyValueStore(store).all()) {
            for (; all.hasNext(); all.next()) {
                rows++;
            }
        }
        return rows;
    }

    /** Rows of conversations and of their index, of the thousand accounts from {@code base} on. */
    int rowsOf(long base) {
        int rows = 0;
        try (KeyValueIterator<Bytes, byte[]> all =
                driver.<Bytes, byte[]>getKeyValueStore(StoreNames.CONVERSATION).all()) {
            while (all.hasNext()) {
                byte[] key = all.next().key.get();
                boolean conversation = key.length > 1 + Long.BYTES;
                long account =
                        conversation ? ByteBuffer.wrap(key, 1, Long.BYTES).getLong() ^ Long.MIN_VALUE : -1;
                rows += account >= base && account < base + 1_000 ? 1 : 0;
            }
        }
        return rows;
    }

    double hooks(String outcome) {
        return meters.counter("chatstream.processor.hooks", "outcome", outcome).count();
    }

    @Override
    public void close() {
        driver.close();
    }
}

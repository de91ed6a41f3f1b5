/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.aggregate.Granularity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stores really get, as RocksDB itself wrote it down and as Kafka Streams measures it. */
class RocksDbMemoryTest {
    private static final int LIMIT = 16 << 20;

    @TempDir
    private Path stateDir;

    /** Writes each record into a store of either kind. */
    private static final class Writer extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            KeyValueStore<Bytes, byte[]> rows = context().getStateStore(StoreNames.CONVERSATION);
            rows.put(Bytes.wrap(record.key()), record.value());
            WindowStore<Bytes, byte[]> panes = context().getStateStore(StoreNames.MINUTE);
            panes.put(Bytes.wrap(record.key()), record.value(), record.timestamp());
        }
    }

    private TopologyTestDriver driver(RocksDbMemory memory) {
        Topology topology = new Topology();
        topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in");
        topology.addProcessor("writer", Writer::new, "in");
        topology.addStateStore(ConversationStore.builder(), "writer");
        topology.addStateStore(PaneStore.builder(Granularity.MINUTE), "writer");
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.Setter.class);
        properties.put(RocksDbMemory.CONFIG, memory);
        return new TopologyTestDriver(topology, properties);
    }

    private static void write(TopologyTestDriver driver, int records) {
        var in = driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer());
        Instant start = Instant.parse("2026-11-20T12:00:00Z");
        for (int i = 0; i < records; i++) {
            in.pipeInput(("key-" + i).getBytes(UTF_8), new byte[1_000], start.plusSeconds(i % 60));
        }
    }

    /** The options that RocksDB wrote beside each database. */
    private List<String> options() throws IOException {
        try (Stream<Path> files = Files.walk(stateDir)) {
            return files.filter(file -> file.getFileName().toString().startsWith("OPTIONS-"))
                    .map(RocksDbMemoryTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void givesEveryStoreSmallBuffersAndFilters() throws IOException {
        try (RocksDbMemory memory = new RocksDbMemory(LIMIT);
                TopologyTestDriver driver = driver(memory)) {
            // When
            write(driver, 1);

            // Then
            assertThat(options())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(text -> assertThat(text)
                            .contains(
                                    "write_buffer_size=8388608",
                                    "level0_file_num_compaction_trigger=8",
                                    "arena_block_size=65536",
                                    "max_write_buffer_number=2",
                                    "optimize_filters_for_hits=false",
                                    "cache_index_and_filter_blocks=true",
                                    "filter_policy=bloomfilter"));
        }
    }

    @Test
    void isOneForAllStores() {
        try (RocksDbMemory memory = new RocksDbMemory(LIMIT);
                TopologyTestDriver driver = driver(memory)) {
            // When
            write(driver, 1);

            // Then
            assertThat(driver.metrics().entrySet().stream()
                            .filter(entry -> entry.getKey().name().equals("block-cache-capacity"))
                            .map(entry -> ((Number) entry.getValue().metricValue()).longValue()))
                    .hasSize(2)
                    .containsOnly((long) LIMIT);
        }
    }

    @Test
    void staysWithinItsLimitHoweverMuchIsWritten() {
        try (RocksDbMemory memory = new RocksDbMemory(LIMIT);
                TopologyTestDriver driver = driver(memory)) {
            // Given
            long before = memory.used();

            // When
            write(driver, 30_000);

            // Then
            assertThat(memory.used()).isGreaterThan(before).isLessThanOrEqualTo(LIMIT);
            assertThat(memory.pinned()).isLessThanOrEqualTo(memory.used());
        }
    }

    @Test
    void tellsNothingOnceItIsClosed() {
        // Given
        RocksDbMemory memory = new RocksDbMemory(LIMIT);

        // When
        memory.close();
        memory.close();

        // Then
        assertThat(memory.used()).isZero();
        assertThat(memory.pinned()).isZero();
        assertThat(memory.limit()).isEqualTo(LIMIT);
    }
}

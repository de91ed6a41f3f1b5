/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.floor;

import dev.chatstream.processor.config.ProcessorConfig;
import dev.chatstream.processor.store.RocksDbMemory;
import dev.chatstream.schemas.settings.Settings;
import dev.chatstream.schemas.topic.Topic;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * The floor of the processor: copies each hook's bytes to one topic exactly once and does nothing else. Reads the
 * processor's own settings, so that threads and clients are set up alike; commits come at the interval of fresh hooks.
 */
public final class StreamsFloorMain {
    private StreamsFloorMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        ProcessorConfig config = ProcessorConfig.from(Settings.load(
                ProcessorConfig.REFERENCE,
                Optional.of(Path.of(arguments[0])),
                System.getenv(),
                System.getProperties()));
        Topology topology = new Topology();
        topology.addSource(
                "hooks",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                config.topics().of(Topic.HOOK));
        topology.addSink("copies", arguments[1], new ByteArraySerializer(), new ByteArraySerializer(), "hooks");
        Properties properties =
                config.streams().properties(new RocksDbMemory(config.streams().rocksDbBytes()));
        // It copies a backlog in a few seconds, which rare commits would not measure.
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                config.streams().commitInterval().toMillis());
        KafkaStreams streams = new KafkaStreams(topology, properties);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> streams.close(CloseOptions.timeout(config.drainTimeout())), "drain"));
        streams.start();
        new CountDownLatch(1).await();
    }
}

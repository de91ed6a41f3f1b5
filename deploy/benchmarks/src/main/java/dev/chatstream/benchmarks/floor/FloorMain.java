/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.floor;

import dev.chatstream.gateway.config.GatewayConfig;
import dev.chatstream.gateway.publish.KafkaSettings;
import dev.chatstream.schemas.topic.Topic;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The floor: takes bodies over HTTP and answers 200 once Kafka has their bytes, and does nothing else. Reads the
 * gateway's own settings, so that ports apart both are set up alike.
 */
public final class FloorMain {
    private FloorMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        GatewayConfig config = GatewayConfig.from(
                GatewayConfig.settings(Optional.of(Path.of(arguments[0])), System.getenv(), System.getProperties()));
        String topic = config.publish().topics().of(Topic.HOOK);
        byte[] key = arguments[1].getBytes(StandardCharsets.US_ASCII);
        Producer<byte[], byte[]> producer = new KafkaProducer<>(KafkaSettings.producer(config.publish()));
        FloorServer.awaitMetadata(producer, topic);
        Vertx vertx = Vertx.vertx();
        var unused = vertx.deployVerticle(
                () -> new FloorServer(config.http(), producer, topic, key),
                new DeploymentOptions().setInstances(config.http().effectiveInstances()));
        new CountDownLatch(1).await();
    }
}

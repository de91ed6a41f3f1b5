/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.floor;

import dev.chatstream.gateway.config.HttpConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One event loop of the floor. */
final class FloorServer extends VerticleBase {
    private static final Buffer OK = Buffer.buffer("{\"status\":\"stored\"}");
    private static final int FAILED = 503;

    private final HttpConfig config;
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final byte[] key;

    FloorServer(HttpConfig config, Producer<byte[], byte[]> producer, String topic, byte[] key) {
        this.config = config;
        this.producer = producer;
        this.topic = topic;
        this.key = key;
    }

    /** With the gateway's settings {@code send()} does not wait for what it must know of the topic. */
    static void awaitMetadata(Producer<byte[], byte[]> producer, String topic) throws InterruptedException {
        while (true) {
            try {
                producer.partitionsFor(topic);
                return;
            } catch (TimeoutException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer(new HttpServerOptions())
                .requestHandler(this::take)
                .listen(config.port(), config.host());
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> store(request.response(), body));
    }

    private void store(HttpServerResponse response, Buffer body) {
        var unused = producer.send(
                new ProducerRecord<>(topic, key, body.getBytes()),
                (metadata, failure) -> context.runOnContext(go -> answer(response, failure)));
    }

    private static void answer(HttpServerResponse response, @Nullable Exception failure) {
        if (failure != null) {
            response.setStatusCode(FAILED);
        }
        response.end(OK);
    }
}

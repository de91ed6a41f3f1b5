/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedsTest {
    private static final int LARGE = 8 << 20;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Feeds feeds = new Feeds(vertx, 10, meters);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean allowed = new AtomicBoolean(true);
    private volatile int size = 1 << 10;
    private HttpServer server;

    @BeforeEach
    void start() {
        server = vertx.createHttpServer()
                .requestHandler(request -> feeds.open(request, 208, Map.of("q", this::ask), allowed::get))
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private Future<Value> ask() {
        int n = asked.incrementAndGet();
        return Future.succeededFuture(new Value("\"" + "x".repeat(size) + "\"", Integer.toString(n)));
    }

    private double open() {
        return meters.get("chatstream.processor.streams").gauge().value();
    }

    private double dropped() {
        return meters.get("chatstream.processor.streams.dropped").counter().count();
    }

    private Socket request() throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void dropsAReaderThatDoesNotRead() throws Exception {
        // Given
        size = LARGE;

        // When
        try (Socket socket = request()) {
            assertThat(socket.isConnected()).isTrue();

            // Then
            await().atMost(Duration.ofSeconds(20)).until(() -> dropped() == 1);
            await().until(() -> open() == 0);
        }
    }

    @Test
    void keepsAReaderThatReads() throws Exception {
        try (Socket socket = request()) {
            // When
            byte[] buffer = new byte[1 << 20];
            while (asked.get() < 4) {
                assertThat(socket.getInputStream().read(buffer)).isPositive();
            }

            // Then
            assertThat(dropped()).isZero();
        }
    }
}

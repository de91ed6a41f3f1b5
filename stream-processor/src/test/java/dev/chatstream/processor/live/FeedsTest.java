/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FeedsTest {
    private static final int LARGE = 8 << 20;
    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Feeds feeds = new Feeds(vertx, 10, HEARTBEAT, meters);
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

    /** Everything up to and with the first event of a kind. */
    private static String readUpTo(Socket socket, String event) throws Exception {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder read = new StringBuilder();
        String line = "";
        while (!line.equals("event: " + event)) {
            line = lines.readLine();
            assertThat(line).isNotNull();
            read.append(line).append('\n');
        }
        return read.append(lines.readLine()).toString();
    }

    private void answerEachRequestWith(Handler<HttpServerRequest> handler) {
        server.close().await();
        server = vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .await();
    }

    @Test
    void keepsNothingOfAReaderThatWentBeforeItsStreamBegan() throws Exception {
        // Given
        AtomicBoolean opened = new AtomicBoolean();
        answerEachRequestWith(request -> request.connection().closeHandler(closed -> {
            feeds.open(request, 208, Map.of("q", this::ask), allowed::get);
            opened.set(true);
        }));

        // When
        request().close();

        // Then
        await().until(opened::get);
        assertThat(open()).isZero();
        await().during(Duration.ofMillis(1_500)).until(() -> asked.get() <= 1);
    }

    @Test
    void keepsNothingOfAReaderThatMayNotReadAnyMore() throws Exception {
        // Given
        try (Socket socket = request()) {
            await().until(() -> open() == 1);

            // When
            allowed.set(false);

            // Then
            await().until(() -> open() == 0);
            assertThat(readUpTo(socket, "snapshot")).isNotEmpty();
        }
    }

    @Test
    void refusesAStreamTooMany() throws Exception {
        // Given
        Feeds one = new Feeds(vertx, 1, HEARTBEAT, new SimpleMeterRegistry());
        List<Boolean> opened = new CopyOnWriteArrayList<>();
        answerEachRequestWith(request -> opened.add(one.open(request, 208, Map.of("q", this::ask), allowed::get)));

        // When
        try (Socket first = request()) {
            await().until(() -> opened.size() == 1);
            try (Socket second = request()) {
                await().until(() -> opened.size() == 2);

                // Then
                assertThat(opened).containsExactly(true, false);
                assertThat(first.isConnected() && second.isConnected()).isTrue();
            }
        }
    }

    @Test
    void beginsWithTheNewestValuesWhenOneOfThemTakesItsTime() throws Exception {
        // Given
        AtomicInteger quick = new AtomicInteger();
        Promise<Value> slow = Promise.promise();
        Supplier<Future<Value>> changesOnce = () -> {
            int n = quick.incrementAndGet();
            if (n == 3) {
                slow.complete(new Value("\"slow\"", "slow"));
            }
            String value = n == 1 ? "\"old\"" : "\"new\"";
            return Future.succeededFuture(new Value(value, value));
        };
        answerEachRequestWith(
                request -> feeds.open(request, 208, Map.of("quick", changesOnce, "slow", slow::future), allowed::get));

        // When
        try (Socket socket = request()) {
            String snapshot = readUpTo(socket, "snapshot");

            // Then
            assertThat(snapshot).contains("\"quick\":\"new\"").contains("\"slow\":\"slow\"");
        }
    }

    @Test
    void asksAgainAfterAQuestionThatWentWrongAtOnce() throws Exception {
        // Given
        answerEachRequestWith(request -> feeds.open(request, 208, Map.of("q", this::askWrongAtFirst), allowed::get));

        // When
        try (Socket socket = request()) {

            // Then
            assertThat(readUpTo(socket, "update")).contains("snapshot").contains("\"key\":\"q\"");
        }
    }

    private Future<Value> askWrongAtFirst() {
        if (asked.incrementAndGet() == 1) {
            throw new IllegalStateException("wrong on purpose");
        }
        return Future.succeededFuture(new Value("\"right\"", "right"));
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

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.config.ListenConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpsServerTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Readiness readiness = new Readiness();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicInteger scrapes = new AtomicInteger();
    private final OpsServer server =
            new OpsServer(new ListenConfig("127.0.0.1", 0), readiness, meters, scrapes::incrementAndGet);

    @BeforeEach
    void start() throws Exception {
        Gauge.builder("scrapes", scrapes, AtomicInteger::get).register(meters);
        vertx.deployVerticle(server).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void saysWhyItIsNotReady() throws Exception {
        // When
        HttpResponse<String> answer = send("GET", "/health/ready");

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"not ready\"", "\"start\":\"starting\"");
        assertThat(send("GET", "/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void isReadyWhileItRuns() throws Exception {
        // Given
        readiness.start(null);
        readiness.state(State.RUNNING);
        readiness.answersForAll(() -> true);

        // When
        HttpResponse<String> answer = send("GET", "/health/ready");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void isNeitherReadyNorAliveOnceItFailed() throws Exception {
        // Given
        readiness.start(null);
        readiness.state(State.RUNNING);

        // When
        readiness.fail("51 of the last 100 hooks cannot be read");

        // Then
        assertThat(send("GET", "/health/live").statusCode()).isEqualTo(503);
        assertThat(send("GET", "/health/ready").body()).contains("51 of the last 100");
    }

    @Test
    void bringsMetersUpToDateBeforeItShowsThem() throws Exception {
        // When
        HttpResponse<String> answer = send("GET", "/metrics");

        // Then
        assertThat(answer.body()).contains("scrapes 1.0");
    }

    @Test
    void saysWhoItIs() throws Exception {
        assertThat(send("GET", "/version").body()).contains("\"stream-processor\"", "\"java\"");
    }

    @Test
    void answersNothingElse() throws Exception {
        assertThat(send("GET", "/other").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/health/live").statusCode()).isEqualTo(405);
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.gateway.EventLoopWatch;
import dev.chatstream.gateway.config.OpsConfig;
import dev.chatstream.gateway.metrics.HookMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpsServerTest {
    private final EventLoopWatch watch = new EventLoopWatch();
    private final Vertx vertx = watch.watched(Vertx.builder());
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile @Nullable String problem;
    private volatile @Nullable String spoolProblem = "no folder is set";
    private final Readiness readiness =
            new Readiness(Map.of("kafka", () -> Optional.ofNullable(problem)), () -> Optional.ofNullable(spoolProblem));
    private final OpsServer server = new OpsServer(new OpsConfig("127.0.0.1", 0), readiness, meters);

    @BeforeEach
    void start() {
        vertx.deployVerticle(server)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @AfterEach
    void stop() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        watch.assertNeverBlocked();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void isReadyWhenNothingStandsInTheWay() throws Exception {
        // When
        HttpResponse<String> response = get("/health/ready");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void saysWhatStandsInTheWayAndStaysAlive() throws Exception {
        // Given
        problem = "Kafka is away";
        readiness.drain();

        // When
        HttpResponse<String> response = get("/health/ready");

        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"kafka\":\"Kafka is away\"").contains("\"drain\"");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void isReadyAndSaysWhyHooksAreSpooled() throws Exception {
        // Given
        problem = "Kafka is away";
        spoolProblem = null;

        // When
        HttpResponse<String> response = get("/health/ready");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ready\",\"note\":\"spooling: {kafka=Kafka is away}\"}");
    }

    @Test
    void isNotReadyWhenNeitherKafkaNorTheSpoolTakesHooks() throws Exception {
        // Given
        problem = "Kafka is away";
        spoolProblem = "the disk is full";

        // When
        HttpResponse<String> response = get("/health/ready");

        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"kafka\":\"Kafka is away\"", "\"spool\":\"the disk is full\"");
    }

    @Test
    void countsAsReadyWhileAHookWouldBeMadeDurable() throws Exception {
        // Given
        assertThat(get("/metrics").body()).contains("chatstream_gateway_ready 1.0");
        problem = "Kafka is away";

        // When
        String unready = get("/metrics").body();

        // Then
        assertThat(unready).contains("chatstream_gateway_ready 0.0");
        spoolProblem = null;
        assertThat(get("/metrics").body()).contains("chatstream_gateway_ready 1.0");
    }

    @Test
    void showsMetricsAndVersion() throws Exception {
        // Given
        new HookMetrics(meters).received("0123456789abcdef0123456789abcdef");

        // Then
        assertThat(get("/metrics").body()).contains("chatstream_gateway_hooks_received_total 1.0");
        assertThat(get("/version").body())
                .contains("\"name\":\"ingest-gateway\"")
                .doesNotContain("${");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }
}

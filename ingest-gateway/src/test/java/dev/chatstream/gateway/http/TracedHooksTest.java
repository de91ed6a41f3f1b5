/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.chatstream.gateway.config.TracingConfig;
import dev.chatstream.gateway.hook.HookTexts;
import dev.chatstream.gateway.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Traces of hooks over real connections, into a collector that is a stub. */
class TracedHooksTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private final List<String> collected = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private HttpServer collector;
    private Tracing tracing;
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            collected.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        tracing = open(collector.getAddress().getPort());
        server = new RunningServer(Duration.ofSeconds(5), RunningServer.MAX_BODY, List.of(), tracing);
    }

    private Tracing open(int port) {
        URI endpoint = URI.create("http://127.0.0.1:" + port + "/v1/traces");
        return Objects.requireNonNull(
                Tracing.open(new TracingConfig(Optional.of(endpoint), 1, "gateway"), "1.2.3", meters));
    }

    @AfterEach
    void stop() {
        server.close();
        tracing.close();
        collector.stop(0);
    }

    private HttpResponse<String> post(String body) {
        return server.send(server.request("/hooks/shop/t0ken")
                .header("traceparent", "00-" + TRACE + "-" + SPAN + "-01")
                .POST(BodyPublishers.ofString(body)));
    }

    private String recordedTraceparent() {
        return new String(server.publisher.published().get(0).headers().get("traceparent"), StandardCharsets.US_ASCII);
    }

    @Test
    void theCollectorGetsTheSpansAndTheRecordNamesThem() {
        // When
        HttpResponse<String> answer = post(HookTexts.hookWithVisitor("\"email\":\"jane@example.com\""));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(recordedTraceparent()).startsWith("00-" + TRACE + "-").doesNotContain(SPAN);
        await().untilAsserted(() -> assertThat(collected).isNotEmpty());
        assertThat(String.join("", collected))
                .contains("POST /hooks/{source}", "publish hook", "service.name", "gateway", "stored", "shop")
                .doesNotContain("t0ken", "jane", "208");
    }

    @Test
    void aCollectorThatIsAwayHurtsNoHook() {
        // Given
        collector.stop(0);

        // When
        HttpResponse<String> answer = post(HookTexts.hookWith(""));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(meters.find("chatstream.gateway.spans")
                        .tag("outcome", "lost")
                        .counters())
                .anyMatch(counter -> counter.count() == 2));
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.config.ListenConfig;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.live.Feeds;
import dev.chatstream.processor.query.AccountPanes.Lookup;
import dev.chatstream.processor.query.PartitionPanes;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.topology.PipelineFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryApiTest {
    private static final long MOVING = 999;

    @TempDir
    private Path stateDir;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private PipelineFixture pipeline;
    private ApiServer server;

    @BeforeEach
    void start() {
        pipeline = new PipelineFixture(stateDir);
        Instance alone = Instance.alone(
                vertx,
                (account, replica) -> account == MOVING
                        ? new Lookup.Unavailable("the partitions are being assigned")
                        : new Lookup.Here(new PartitionPanes(pipeline.state()), false),
                Clock.fixed(NOON, ZoneOffset.UTC));
        ZonesConfig zones = new ZonesConfig(Optional.empty(), Map.of(7L, ZoneId.of("Asia/Tokyo")));
        server = new ApiServer(
                new ListenConfig("127.0.0.1", 0),
                new ApiRoutes(
                        vertx,
                        alone.dispatch(),
                        new FiguresView(List.of(30, 60)),
                        zones,
                        Set.of(Dimension.AGENT),
                        Duration.ofDays(35),
                        new Feeds(vertx, 10, new SimpleMeterRegistry()),
                        alone.cluster(),
                        Map::of,
                        ApiFixture.open(vertx)));
        vertx.deployVerticle(server).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
        pipeline.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(String path, int status) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void summarisesTheSampleAsTheContractSays() throws Exception {
        // Given
        pipeline.pipe(Hooks.sample());

        // When
        JsonNode summary = json("/api/v1/accounts/208/summary?window=PT15M&tz=Europe/Prague", 200);

        // Then
        assertThat(summary).isEqualTo(new ObjectMapper().readTree("""
                {"accountId":208,
                 "window":{"from":"2026-11-20T11:46:00Z","to":"2026-11-20T12:01:00Z","tz":"Europe/Prague"},
                 "asOf":"2026-11-20T12:00:00Z","watermark":"2026-11-20T12:00:00Z","stale":false,
                 "counts":{"total":1,"chat":1,"missed":0,"offline":0,"unclassified":0,"served":1,
                           "endedUnanswered":0,"triggered":1,"completed":1,"dropped":0},
                 "missedRate":0.0,
                 "firstResponse":{"unit":"s","n":1,"mean":14.0,"min":14,"max":14,"p50":14,"p90":14,"p95":14,"p99":14,
                                  "within":{"30":1.0,"60":1.0}},
                 "avgResponse":{"unit":"s","n":1,"mean":14.0,"min":14,"max":14,"p50":14,"p90":14,"p95":14,"p99":14},
                 "responseTime":{"unit":"s","n":1,"mean":14.0,"min":14,"max":14,"p50":14,"p90":14,"p95":14,"p99":14},
                 "duration":{"unit":"s","n":1,"mean":36.0,"sum":36,"p50":36,"p90":36},
                 "rating":{"n":1,"mean":5.0,"csat":1.0,"csatInterval":[0.206549,1.0],
                           "counts":{"1":0,"2":0,"3":0,"4":0,"5":1},"invalid":0},
                 "excluded":{},"previous":null}
                """));
    }

    @Test
    void saysNullWhereNothingCanBeComputed() throws Exception {
        // Given
        pipeline.pipe(Hooks.sample().endedAt(NOON.minusSeconds(3_600)));

        // When
        JsonNode summary = json("/api/v1/accounts/208/summary?window=PT5M", 200);

        // Then
        assertThat(summary.at("/counts/total").intValue()).isZero();
        assertThat(summary.at("/missedRate").isNull()).isTrue();
        assertThat(summary.at("/firstResponse/p50").isNull()).isTrue();
        assertThat(summary.at("/firstResponse/within/30").isNull()).isTrue();
        assertThat(summary.at("/rating/csat").isNull()).isTrue();
        assertThat(summary.at("/rating/csatInterval").isNull()).isTrue();
        assertThat(summary.at("/duration/sum").intValue()).isZero();
    }

    @Test
    void narrowsToAnAgent() throws Exception {
        // Given
        pipeline.pipe(Hooks.sample());

        // Then
        assertThat(json("/api/v1/accounts/208/summary?window=PT1H&agent=agent:3", 200)
                        .at("/counts/total")
                        .intValue())
                .isEqualTo(1);
        assertThat(json("/api/v1/accounts/208/summary?window=PT1H&agent=agent:4", 200)
                        .at("/counts/total")
                        .intValue())
                .isZero();
    }

    @Test
    void namesWhatWasLeftOut() throws Exception {
        // Given
        pipeline.pipe(Hooks.sample()
                .channel(c -> c.setFirstResponse(-1L).setRating(0L).setDuration(-3L)));

        // When
        JsonNode summary = json("/api/v1/accounts/208/summary?window=today", 200);

        // Then
        assertThat(summary.at("/excluded").toString())
                .isEqualTo("{\"firstResponse.negative\":1,\"rating.outOfScale\":1}");
        assertThat(summary.at("/rating/invalid").intValue()).isEqualTo(1);
        assertThat(summary.at("/duration/n").intValue()).isEqualTo(1);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() throws Exception {
        assertThat(json("/api/v1/accounts/208/summary", 422).at("/detail").textValue())
                .isEqualTo(
                        "window (expected: one of PT5M, PT15M, PT1H, PT24H, P7D, P30D, today; or from and to instead)");
        assertThat(json("/api/v1/accounts/208/summary?window=PT5M&tz=Nowhere", 422)
                        .at("/type")
                        .textValue())
                .isEqualTo("/problems/bad-parameter");
        assertThat(json("/api/v1/accounts/208/summary?window=PT5M&agnet=agent:3", 422)
                        .at("/detail")
                        .textValue())
                .isEqualTo(
                        "an unknown parameter (expected: only agent, compare, country, explain, from, group, to, trigger, tz, window)");
        assertThat(json("/api/v1/accounts/208/summary?window=PT5M&window=PT1H", 422)
                        .at("/status")
                        .intValue())
                .isEqualTo(422);
        for (String account : List.of("abc", "%2B208", "%D9%A2%D9%A0%D9%A8", "9223372036854775808", "-")) {
            assertThat(json("/api/v1/accounts/" + account + "/summary?window=PT5M", 422)
                            .at("/detail")
                            .textValue())
                    .as(account)
                    .contains("a whole number of 64 bits");
        }
        assertThat(json("/api/v1/accounts/208/summary?window=PT5M&agent=", 422)
                        .at("/detail")
                        .textValue())
                .isEqualTo("agent (expected: to be given once, with a value)");
        assertThat(json("/api/v1/accounts/208/summary?window=PT5M&agent=3", 422)
                        .at("/detail")
                        .textValue())
                .isEqualTo("agent (expected: agent:<number>)");
        assertThat(json("/api/v1/nothing?window=PT5M", 404).has("title")).isTrue();
    }

    @Test
    void tellsAnUnknownAccountFromAnEmptyOne() throws Exception {
        assertThat(json("/api/v1/accounts/209/summary?window=PT5M", 404)
                        .at("/type")
                        .textValue())
                .isEqualTo("/problems/unknown-account");
    }

    @Test
    void asksToComeBackWhileStateIsMoved() throws Exception {
        // When
        HttpResponse<String> response = get("/api/v1/accounts/" + MOVING + "/summary?window=PT5M");

        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void answersMalformedAddressesWithAProblemToo() throws IOException {
        for (String path : List.of("/api/v1/accounts/208/summary?window=%ZZ", "/api/v1/accounts/%ZZ/summary")) {
            assertThat(raw(path)).startsWith("HTTP/1.1 400").contains("application/problem+json");
        }
    }

    /** The answer to a request line that a well-behaved client would not send. */
    private String raw(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void letsNobodyGuessWhatAnAnswerIs() throws Exception {
        pipeline.pipe(Hooks.sample());
        for (String path : List.of(
                "/api/v1/accounts/208/summary?window=PT5M",
                "/api/v1/accounts/208/conversations?format=csv",
                "/api/v1/nothing",
                "/problems/not-kept")) {
            assertThat(get(path).headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .contains("nosniff");
        }
    }

    @Test
    void answersElsewhereWithProblems() throws Exception {
        assertThat(json("/api/v1/nothing", 404).at("/type").textValue()).isEqualTo("/problems/no-such-resource");
        HttpRequest post = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/v1/accounts/208/summary"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> refused = client.send(post, HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.config.ListenConfig;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.live.Feeds;
import dev.chatstream.processor.query.AccountPanes;
import dev.chatstream.processor.query.AccountPanes.Lookup;
import dev.chatstream.processor.query.PartitionPanes;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.topology.PipelineFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamApiTest {
    private static final String SUMMARY = "/api/v1/accounts/208/stream?watch=summary%3Fwindow%3DPT15M";

    @TempDir
    private Path stateDir;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();

    /** Questions are answered when so many have been asked. */
    private volatile CountDownLatch together = new CountDownLatch(0);

    private PipelineFixture pipeline;
    private ApiServer server;

    @BeforeEach
    void start() {
        pipeline = new PipelineFixture(stateDir);
        AccountPanes panes = (account, replica) -> {
            asked.incrementAndGet();
            together.countDown();
            if (!wait(together)) {
                return new Lookup.Unavailable("the others did not come");
            }
            return away.get()
                    ? new Lookup.Unavailable("the partitions are being assigned")
                    : new Lookup.Here(new PartitionPanes(pipeline.state()), false);
        };
        Instance alone = Instance.alone(vertx, panes, Clock.fixed(NOON, ZoneOffset.UTC));
        server = new ApiServer(
                new ListenConfig("127.0.0.1", 0),
                new ApiRoutes(
                        vertx,
                        alone.dispatch(),
                        new FiguresView(List.of(30, 60)),
                        new ZonesConfig(Optional.empty(), Map.of()),
                        Set.of(Dimension.AGENT),
                        Duration.ofDays(35),
                        new Feeds(vertx, 3, meters),
                        alone.cluster(),
                        Map::of,
                        ApiFixture.open(vertx)));
        vertx.deployVerticle(server).await();
        pipeline.pipe(Hooks.sample());
    }

    @AfterEach
    void stop() {
        vertx.close().await();
        pipeline.close();
    }

    /** An open stream, read event by event. */
    private final class Page implements AutoCloseable {
        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        Page(String path) throws IOException, InterruptedException {
            response = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .build(),
                    BodyHandlers.ofInputStream());
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        JsonNode next(String event) {
            try {
                String line = lines.readLine();
                while (!("event: " + event).equals(line)) {
                    assertThat(line).isNotNull();
                    line = lines.readLine();
                }
                return new ObjectMapper().readTree(lines.readLine().substring("data: ".length()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private static boolean wait(CountDownLatch latch) {
        try {
            return latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private double open() {
        return meters.get("chatstream.processor.streams").gauge().value();
    }

    @Test
    void sendsASnapshotAndThenTheWholeValueOfWhatChanged() throws Exception {
        try (Page page = new Page(SUMMARY + "&watch=summary%3Fwindow%3DPT5M%26agent%3Dagent:4")) {
            // When
            JsonNode snapshot = page.next("snapshot");
            pipeline.pipe(Hooks.sample().channelId(77));
            JsonNode update = page.next("update");

            // Then
            assertThat(snapshot.at("/values/summary?window=PT15M/counts/total").asInt())
                    .isEqualTo(1);
            assertThat(snapshot.at("/values/summary?window=PT5M&agent=agent:4/counts/total")
                            .asInt(-1))
                    .isZero();
            assertThat(update.at("/key").asText()).isEqualTo("summary?window=PT15M");
            assertThat(update.at("/value/counts/total").asInt()).isEqualTo(2);
        }
    }

    @Test
    void asksOnceForAllPagesThatWatchTheSame() throws Exception {
        try (Page one = new Page(SUMMARY);
                Page other = new Page(SUMMARY)) {
            one.next("snapshot");
            other.next("snapshot");
            int before = asked.get();

            // When
            pipeline.pipe(Hooks.sample().channelId(78));
            one.next("update");
            other.next("update");

            // Then
            assertThat(asked.get() - before).isBetween(1, 2);
        }
    }

    @Test
    void forgetsWhatNobodyWatchesAnyMore() throws Exception {
        // Given
        try (Page page = new Page(SUMMARY)) {
            page.next("snapshot");
            assertThat(open()).isOne();
        }

        // When
        await().until(() -> open() == 0);

        // Then
        int before = asked.get();
        await().during(Duration.ofMillis(1500)).until(() -> asked.get() == before);
    }

    @Test
    void tellsThatTheAccountCannotBeAnsweredForAndWhenItCanAgain() throws Exception {
        try (Page page = new Page(SUMMARY)) {
            page.next("snapshot");

            // When
            away.set(true);

            // Then
            assertThat(page.next("update").at("/value/status").asInt()).isEqualTo(503);
            away.set(false);
            assertThat(page.next("update").at("/value/counts/total").asInt()).isEqualTo(1);
        }
    }

    @Test
    void refusesWhatCannotBeWatched() throws Exception {
        assertThat(get("/api/v1/accounts/208/stream").statusCode()).isEqualTo(422);
        assertThat(get("/api/v1/accounts/208/stream?watch=stream").statusCode()).isEqualTo(422);
        assertThat(get("/api/v1/accounts/208/stream?watch=summary%3Fwindow%3DPT7M")
                        .statusCode())
                .isEqualTo(422);
        assertThat(get("/api/v1/accounts/208/stream?watch=summary%3Fwindow%3D%25ZZ")
                        .statusCode())
                .isEqualTo(422);
        assertThat(get("/api/v1/accounts/208/stream?watch=%25ZZ").statusCode()).isEqualTo(422);
        assertThat(get(SUMMARY + "&since=1").statusCode()).isEqualTo(422);
        assertThat(get(SUMMARY.replace("208", "404404")).statusCode()).isEqualTo(404);
    }

    @Test
    void opensNoMoreStreamsThanTheLimit() throws Exception {
        try (Page one = new Page(SUMMARY);
                Page two = new Page(SUMMARY);
                Page three = new Page(SUMMARY)) {
            three.next("snapshot");
            two.next("snapshot");
            one.next("snapshot");

            // When
            HttpResponse<String> fourth = get(SUMMARY);

            // Then
            assertThat(fourth.statusCode()).isEqualTo(503);
            assertThat(fourth.headers().firstValue("Retry-After")).contains("1");
        }
    }

    @Test
    void opensNoMoreStreamsThanTheLimitWhenManyAskAtOnce() throws Exception {
        // Given
        together = new CountDownLatch(6);

        // When
        List<CompletableFuture<HttpResponse<InputStream>>> pages = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pages.add(client.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + SUMMARY))
                            .build(),
                    BodyHandlers.ofInputStream()));
        }

        // Then
        assertThat(pages.stream().map(page -> page.join().statusCode()))
                .containsExactlyInAnyOrder(200, 200, 200, 503, 503, 503);
        assertThat(open()).isEqualTo(3);
    }

    @Test
    void answersHeadWithoutOpeningAStream() throws Exception {
        // When
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + SUMMARY))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(open()).isZero();
    }

    @Test
    void saysThatItIsAnEventStreamThatNobodyMayStore() throws Exception {
        try (Page page = new Page(SUMMARY)) {
            assertThat(page.response.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(page.response.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.response.headers().firstValue("X-Content-Type-Options"))
                    .contains("nosniff");
        }
    }
}

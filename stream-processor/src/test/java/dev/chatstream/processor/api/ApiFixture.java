/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.config.ListenConfig;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.live.Feeds;
import dev.chatstream.processor.query.AccountPanes.Lookup;
import dev.chatstream.processor.query.AccountReader;
import dev.chatstream.processor.query.PartitionPanes;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.topology.PipelineFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The whole topology with the query API in front, at a fixed time. */
final class ApiFixture implements AutoCloseable {
    static final String ACCOUNT = "/api/v1/accounts/208";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger questionsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final PipelineFixture pipeline;
    private final ApiServer server;

    ApiFixture(Path stateDir, Instant now, Set<Dimension> dimensions) {
        pipeline = new PipelineFixture(stateDir);
        AccountReader accounts = new AccountReader(
                account -> questionsLeft.getAndDecrement() > 0
                        ? new Lookup.Here(new PartitionPanes(pipeline.state()))
                        : new Lookup.Unavailable("the partitions are being assigned"),
                Clock.fixed(now, ZoneOffset.UTC));
        server = new ApiServer(
                new ListenConfig("127.0.0.1", 0),
                new ApiRoutes(
                        vertx,
                        new AccountDispatch(vertx, accounts),
                        new SummaryView(List.of(30, 60)),
                        new ZonesConfig(Optional.empty(), Map.of()),
                        dimensions,
                        Duration.ofDays(35),
                        new Feeds(vertx, 10, new SimpleMeterRegistry())));
        vertx.deployVerticle(server).await();
    }

    /** Counts every dimension. */
    ApiFixture(Path stateDir, Instant now) {
        this(stateDir, now, Set.of(Dimension.AGENT, Dimension.GROUP, Dimension.COUNTRY, Dimension.TRIGGER));
    }

    /** The account moves elsewhere after so many more questions. */
    ApiFixture movesAfter(int questions) {
        questionsLeft.set(questions);
        return this;
    }

    int questionsLeft() {
        return questionsLeft.get();
    }

    ApiFixture pipe(Hooks... hooks) {
        for (Hooks hook : hooks) {
            pipeline.pipe(hook);
        }
        return this;
    }

    /** What the account's path with {@code rest} answers; headers as name, value, name, value. */
    HttpResponse<String> get(String rest, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + ACCOUNT + rest));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> head(String rest) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + ACCOUNT + rest))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String rest) throws IOException, InterruptedException {
        return json(rest, 200);
    }

    /** What the refusal says. */
    String refusal(String rest) throws IOException, InterruptedException {
        return json(rest, 422).at("/detail").textValue();
    }

    JsonNode json(String rest, int status) throws IOException, InterruptedException {
        HttpResponse<String> response = get(rest);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return new ObjectMapper().readTree(response.body());
    }

    @Override
    public void close() {
        vertx.close().await();
        pipeline.close();
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.config.AccessConfig;
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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Collectors;

/** The whole topology with the query API in front, at a fixed time. */
final class ApiFixture implements AutoCloseable {
    static final String ACCOUNT = "/api/v1/accounts/208";

    static final int MOST_STREAMS = 3;

    static final Duration HEARTBEAT = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger questionsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final PipelineFixture pipeline;
    private final Instance alone;
    private final Set<Dimension> dimensions;
    private final ApiRoutes routes;
    private ApiServer server;
    private SimpleMeterRegistry streams = new SimpleMeterRegistry();
    private volatile boolean broken;
    private volatile boolean assigned = true;

    ApiFixture(Path stateDir, Instant now, Set<Dimension> dimensions) {
        pipeline = new PipelineFixture(stateDir);
        alone = Instance.alone(vertx, (account, replica) -> locate(), Clock.fixed(now, ZoneOffset.UTC), () -> assigned);
        this.dimensions = dimensions;
        routes = routes(open(vertx));
        server = listening(routes);
    }

    private ApiRoutes routes(AccessGuard guard) {
        streams = new SimpleMeterRegistry();
        return new ApiRoutes(
                vertx,
                alone.dispatch(),
                new FiguresView(List.of(30, 60)),
                new ZonesConfig(Optional.empty(), Map.of()),
                dimensions,
                Duration.ofDays(35),
                new Feeds(vertx, MOST_STREAMS, HEARTBEAT, streams),
                alone.cluster(),
                () -> Map.of(0, 3.0),
                guard);
    }

    private ApiServer listening(ApiRoutes routes) {
        ApiServer listening = new ApiServer(new ListenConfig("127.0.0.1", 0), routes);
        vertx.deployVerticle(listening).await();
        return listening;
    }

    /** From now on another port is asked, which wants these tokens. */
    ApiFixture wanting(TokenFixture tokens) {
        server = listening(routes(tokens.guard(vertx)));
        return this;
    }

    /** Counts every dimension. */
    ApiFixture(Path stateDir, Instant now) {
        this(stateDir, now, Set.of(Dimension.AGENT, Dimension.GROUP, Dimension.COUNTRY, Dimension.TRIGGER));
    }

    /** Lets everybody in. */
    static AccessGuard open(Vertx vertx) {
        return new AccessGuard(
                vertx,
                new AccessConfig(List.of(), Duration.ofHours(12)),
                false,
                request -> false,
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }

    private Lookup locate() {
        if (broken) {
            throw new ArithmeticException("broken on purpose");
        }
        return questionsLeft.getAndDecrement() > 0
                ? new Lookup.Here(new PartitionPanes(pipeline.state()), false)
                : new Lookup.Unavailable("the partitions are being assigned");
    }

    /** Every path that is answered, as OpenAPI writes it. */
    Set<String> paths() {
        return routes.router(pages -> {}).getRoutes().stream()
                .filter(route -> route.getPath() != null)
                .map(route -> route.getName().replaceAll(":([a-z]+)", "{$1}"))
                .collect(Collectors.toSet());
    }

    /** The account moves elsewhere after so many more questions. */
    ApiFixture movesAfter(int questions) {
        questionsLeft.set(questions);
        return this;
    }

    /** How many event streams are open. */
    double openStreams() {
        return streams.get("chatstream.processor.streams").gauge().value();
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

    /** What lies outside of accounts. */
    JsonNode global(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path))
                .build();
        return new ObjectMapper()
                .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    /** What the account's path with {@code rest} answers; headers as name, value, name, value. */
    HttpResponse<String> get(String rest, String... headers) throws IOException, InterruptedException {
        return at(ACCOUNT + rest, headers);
    }

    /** What a path answers. */
    HttpResponse<String> at(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    HttpResponse<String> head(String rest) throws IOException, InterruptedException {
        return send("HEAD", ACCOUNT + rest);
    }

    /** What another method than GET answers. */
    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The answer to a request that a well-behaved client would not send, after which the connection is closed. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** From now on every question ends in an error that nobody foresaw. */
    ApiFixture breakDown() {
        broken = true;
        return this;
    }

    /** Nobody knows where the partitions are. */
    ApiFixture unassigned() {
        assigned = false;
        return this;
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

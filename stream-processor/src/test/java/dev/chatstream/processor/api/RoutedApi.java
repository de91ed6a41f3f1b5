/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.access.Token;
import dev.chatstream.processor.cluster.Address;
import dev.chatstream.processor.cluster.Place;
import dev.chatstream.processor.config.AccessConfig;
import dev.chatstream.processor.config.ClusterConfig;
import dev.chatstream.processor.config.ListenConfig;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.live.Feeds;
import dev.chatstream.processor.query.AccountPanes;
import dev.chatstream.processor.query.AccountPanes.Lookup;
import dev.chatstream.processor.query.PartitionPanes;
import dev.chatstream.processor.query.Replica;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.topology.PipelineFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Phaser;

/**
 * The query API of an instance that processes nothing: another one does, a third one has a copy, and it may have a copy
 * itself. The others are stubs.
 */
final class RoutedApi implements AutoCloseable {
    /** Questions that are read or wait to be. */
    static final int READS = Instance.CONFIG.readers() + 3;

    private static final Handler<HttpServerRequest> NOTHING_HERE =
            request -> request.response().setStatusCode(503).end();

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final PipelineFixture pipeline;
    private final HttpServer activeServer;
    private final HttpServer standbyServer;
    private final ApiServer server;
    private final Phaser gate = new Phaser();
    private volatile Handler<HttpServerRequest> active = NOTHING_HERE;
    private volatile Handler<HttpServerRequest> standby = NOTHING_HERE;
    private volatile boolean ownCopy;
    private volatile boolean held;
    private volatile boolean reading;

    RoutedApi(Path stateDir, Instant now) {
        this(stateDir, now, Optional.empty(), Optional.empty());
    }

    RoutedApi(Path stateDir, Instant now, Optional<String> token, Optional<String> previous) {
        this(stateDir, now, token, previous, List.of());
    }

    /**
     * @param token of the group
     * @param previous the one that it had before
     * @param wanted API tokens, one of which must be shown by who is no peer
     */
    RoutedApi(Path stateDir, Instant now, Optional<String> token, Optional<String> previous, List<Token> wanted) {
        pipeline = new PipelineFixture(stateDir);
        activeServer = stub("active", request -> active.handle(request));
        standbyServer = stub("standby", request -> standby.handle(request));
        Address self = new Address("127.0.0.1", 1);
        Place place = new Place(0, address(activeServer), List.of(address(standbyServer), self));
        ClusterConfig config =
                new ClusterConfig(token, previous, Instance.CONFIG.timeout(), 2, Instance.CONFIG.readers(), 3);
        AccountPanes panes = (account, replica) -> locate(replica);
        Instance instance = Instance.of(
                vertx,
                config,
                Instance.group(self, Set.of(self, address(activeServer), address(standbyServer)), () -> List.of(place)),
                panes,
                Instance.partition(panes),
                Clock.fixed(now, ZoneOffset.UTC),
                !wanted.isEmpty(),
                meters);
        AccessGuard guard = new AccessGuard(
                vertx,
                new AccessConfig(wanted, Duration.ofHours(12)),
                false,
                instance.cluster().hops()::isOfPeer,
                Clock.systemUTC(),
                meters);
        server = new ApiServer(
                new ListenConfig("127.0.0.1", 0),
                new ApiRoutes(
                        vertx,
                        instance.dispatch(),
                        new FiguresView(List.of(30, 60)),
                        new ZonesConfig(Optional.empty(), Map.of()),
                        Set.of(Dimension.GROUP),
                        Duration.ofDays(35),
                        new Feeds(vertx, 3, meters),
                        instance.cluster(),
                        Map::of,
                        guard));
        vertx.deployVerticle(server).await();
    }

    private HttpServer stub(String name, Handler<HttpServerRequest> behaviour) {
        HttpServer stub = vertx.createHttpServer().requestHandler(request -> {
            asked.add(name + " " + request.getHeader("Chatstream-Hop") + " " + request.uri());
            behaviour.handle(request);
        });
        return stub.listen(0, "127.0.0.1").await();
    }

    private static Address address(HttpServer server) {
        return new Address("127.0.0.1", server.actualPort());
    }

    private Lookup locate(Replica replica) {
        if (held) {
            reading = true;
            gate.awaitAdvance(0);
        }
        return ownCopy && replica == Replica.COPY
                ? new Lookup.Here(new PartitionPanes(pipeline.state()), true)
                : new Lookup.Unavailable("the state of the account is being moved");
    }

    String activeAddress() {
        return address(activeServer).toString();
    }

    String standbyAddress() {
        return address(standbyServer).toString();
    }

    RoutedApi active(Handler<HttpServerRequest> behaviour) {
        active = behaviour;
        return this;
    }

    RoutedApi standby(Handler<HttpServerRequest> behaviour) {
        standby = behaviour;
        return this;
    }

    /** Nobody listens there. */
    void activeAway() {
        activeServer.close().await();
    }

    RoutedApi ownCopy(boolean here) {
        ownCopy = here;
        return this;
    }

    /** From now on readers of local state wait. */
    void holdReads() {
        gate.register();
        held = true;
    }

    void releaseReads() {
        held = false;
        gate.arriveAndDeregister();
    }

    boolean isReading() {
        return reading;
    }

    RoutedApi pipe(Hooks hook) {
        pipeline.pipe(hook);
        return this;
    }

    /** Who was asked what: name of the stub, kind of hop, path and query. */
    List<String> asked() {
        return asked;
    }

    SimpleMeterRegistry meters() {
        return meters;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> start(String path, String... headers) {
        return client.sendAsync(request(path, headers), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.version(HttpClient.Version.HTTP_1_1).build();
    }

    Future<Void> stopServing() {
        return server.stopServing(Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        if (held) {
            releaseReads();
        }
        vertx.close().await();
        pipeline.close();
    }
}

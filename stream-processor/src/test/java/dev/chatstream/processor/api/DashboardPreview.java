/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.config.ListenConfig;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.dashboard.DashboardRoutes;
import dev.chatstream.processor.live.Feeds;
import dev.chatstream.processor.query.AccountPanes.Lookup;
import dev.chatstream.processor.query.PartitionPanes;
import dev.chatstream.processor.support.MadeTraffic;
import dev.chatstream.processor.topology.PipelineFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The dashboard with made-up conversations and without Kafka, to look at while working on it: {@code main} listens on
 * the port that is its first argument until it is ended.
 */
final class DashboardPreview {
    private static final long NEW_ONE_EVERY_MILLIS = 4_000;

    private DashboardPreview() {}

    public static void main(String[] arguments) throws IOException {
        PipelineFixture pipeline = new PipelineFixture(Files.createTempDirectory("preview"));
        MadeTraffic traffic = new MadeTraffic(7);
        traffic.until(Instant.now()).forEach(pipeline::pipe);
        Vertx vertx = Vertx.vertx();
        Instance alone = Instance.alone(
                vertx,
                (account, replica) -> new Lookup.Here(new PartitionPanes(pipeline.state()), false),
                Clock.systemUTC());
        ApiRoutes routes = new ApiRoutes(
                vertx,
                alone.dispatch(),
                new FiguresView(List.of(30, 60)),
                new ZonesConfig(Optional.empty(), Map.of()),
                Set.of(Dimension.AGENT),
                Duration.ofDays(35),
                new Feeds(vertx, 100, Duration.ofSeconds(15), new SimpleMeterRegistry()),
                alone.cluster(),
                Map::of,
                ApiFixture.open(vertx));
        ListenConfig address = new ListenConfig("127.0.0.1", Integer.parseInt(arguments[0]));
        ApiServer server = new ApiServer(address, routes, new DashboardRoutes()::addTo);
        vertx.deployVerticle(server).await();
        vertx.setPeriodic(NEW_ONE_EVERY_MILLIS, fired -> pipeline.pipe(traffic.endedAt(Instant.now())));
        System.out.println("http://127.0.0.1:" + server.port() + "/");
    }
}

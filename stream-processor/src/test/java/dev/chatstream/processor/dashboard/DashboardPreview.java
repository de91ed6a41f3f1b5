/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.api.AccountDispatch;
import dev.chatstream.processor.api.ApiRoutes;
import dev.chatstream.processor.api.ApiServer;
import dev.chatstream.processor.api.SummaryView;
import dev.chatstream.processor.config.ListenConfig;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.live.Feeds;
import dev.chatstream.processor.query.AccountPanes.Lookup;
import dev.chatstream.processor.query.AccountReader;
import dev.chatstream.processor.query.PartitionPanes;
import dev.chatstream.processor.topology.PipelineFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
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
 * The page with made-up conversations and without Kafka, to look at while working on it: {@code main} listens on the
 * port that is its first argument until it is ended.
 */
final class DashboardPreview {
    private static final long NEW_ONE_EVERY_MILLIS = 4_000;

    private DashboardPreview() {}

    public static void main(String[] arguments) throws IOException {
        PipelineFixture pipeline = new PipelineFixture(Files.createTempDirectory("preview"));
        MadeTraffic traffic = new MadeTraffic(7);
        Instant now = Instant.now();
        traffic.until(now).forEach(pipeline::pipe);
        Vertx vertx = Vertx.vertx();
        AccountReader accounts =
                new AccountReader(account -> new Lookup.Here(new PartitionPanes(pipeline.state())), Clock.systemUTC());
        ApiRoutes routes = new ApiRoutes(
                vertx,
                new AccountDispatch(vertx, accounts),
                new SummaryView(List.of(30, 60)),
                new ZonesConfig(Optional.empty(), Map.of()),
                Set.of(Dimension.AGENT),
                Duration.ofDays(35),
                new Feeds(vertx, 100, new SimpleMeterRegistry()));
        ListenConfig address = new ListenConfig("127.0.0.1", Integer.parseInt(arguments[0]));
        ApiServer server = new ApiServer(address, routes, router -> {
            new DashboardRoutes().addTo(router);
            addAccounts(router);
        });
        vertx.deployVerticle(server).await();
        vertx.setPeriodic(NEW_ONE_EVERY_MILLIS, fired -> pipeline.pipe(traffic.endedAt(Instant.now())));
        System.out.println("http://127.0.0.1:" + server.port() + "/");
    }

    private static void addAccounts(Router router) {
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().putNull("next").put("partial", false);
        ArrayNode listed = answer.putArray("accounts");
        MadeTraffic.ACCOUNTS.forEach(account -> listed.addObject().put("accountId", account));
        router.get("/api/v1/accounts").handler(context -> context.json(answer));
    }
}

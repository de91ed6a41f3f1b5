/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.config.HttpConfig;
import dev.chatstream.gateway.config.LimitConfig;
import dev.chatstream.gateway.connection.ConnectionLimit;
import dev.chatstream.gateway.connection.Connections;
import dev.chatstream.gateway.connection.Farewell;
import dev.chatstream.gateway.connection.Tls;
import dev.chatstream.gateway.intake.HookIntake;
import dev.chatstream.gateway.metrics.AnswerMetrics;
import dev.chatstream.gateway.ops.BuildVersion;
import dev.chatstream.gateway.publish.InflightBytes;
import dev.chatstream.gateway.source.Access;
import dev.chatstream.gateway.trace.Tracing;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The port for hooks, on one event loop; several of these share the port. */
public final class HookServer extends VerticleBase {
    /** Shared by all event loops, with as many threads as there are of those: see RATIONALE.md about the heap. */
    private static final String LARGE = "gateway-large-bodies";

    private static final long SELDOM_MILLIS = 500;
    /** A time-out is noticed that much later at most. */
    private static final long LATEST_PART = 4;

    private final HttpConfig config;
    private final Duration drainTimeout;
    private final Access access;
    private final InflightBytes inflight;
    private final HookIntake intake;
    private final Answers answers;
    private final @Nullable Tracing tracing;
    private final ConnectionLimit limit;
    private final Optional<Tls> tls;
    private final Connections connections;
    private final Farewell farewell;
    private final Set<HookExchange> reading = new LinkedHashSet<>();
    private @Nullable HttpServer server;

    public HookServer(
            HttpConfig config,
            Duration drainTimeout,
            Access access,
            InflightBytes inflight,
            HookIntake intake,
            AnswerMetrics metrics,
            ConnectionLimit limit,
            Optional<Tls> tls,
            @Nullable Tracing tracing) {
        this.config = config;
        this.drainTimeout = drainTimeout;
        this.access = access;
        this.inflight = inflight;
        this.intake = intake;
        this.answers = new Answers(metrics);
        this.tracing = tracing;
        this.limit = limit;
        this.tls = tls;
        this.connections = new Connections(config.timeouts(), limit.metrics());
        this.farewell = new Farewell(connections);
    }

    @Override
    public Future<?> start() {
        HookRoutes routes = new HookRoutes(
                access,
                new Documents(BuildVersion.current()),
                new HookExchange.Surroundings(
                        context,
                        config.maxBody(),
                        inflight,
                        intake,
                        vertx.createSharedWorkerExecutor(LARGE, config.effectiveInstances()),
                        answers,
                        farewell,
                        connections,
                        Clock.systemUTC(),
                        reading,
                        tracing));
        vertx.setPeriodic(sweepMillis(), tick -> sweep());
        HttpServer created = vertx.createHttpServer(options());
        server = created;
        // A negative port is Vert.x's way to have several servers share one random port.
        return created.connectionHandler(connections::opened)
                .requestHandler(routes::handle)
                .invalidRequestHandler(new BadRequests(answers, connections, farewell)::handle)
                .exceptionHandler(broken -> limit.metrics().broken())
                .listen(config.port() == 0 ? -1 : config.port(), config.host())
                .onSuccess(listening -> {
                    limit.guard(listening.actualPort());
                    tls.ifPresent(certificate -> certificate.renews(listening));
                });
    }

    private HttpServerOptions options() {
        LimitConfig limits = config.limits();
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                // There are no web sockets here, so nothing need look at each request for them.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxInitialLineLength(limits.maxRequestLine())
                .setMaxHeaderSize(limits.maxHeaders())
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(limits.maxStreams())
                        .setMaxHeaderListSize(limits.maxHeaders()));
        return tls.map(certificate ->
                        certificate.secure(options, config.timeouts().header()))
                .orElse(options);
    }

    private long sweepMillis() {
        return Math.max(1, Math.min(config.timeouts().shortest().toMillis() / LATEST_PART, SELDOM_MILLIS));
    }

    /** Stops accepting; completes when the answers under way are written, or when the time is up. */
    @Override
    public Future<?> stop() {
        HttpServer started = server;
        return started == null
                ? Future.succeededFuture()
                : started.shutdown(drainTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Port really listened on. */
    public int port() {
        HttpServer started = server;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started.actualPort();
    }

    /** Keeps the time for everything that must not take too long, so that nothing needs a timer of its own. */
    private void sweep() {
        long now = System.nanoTime();
        List.copyOf(reading).forEach(exchange -> exchange.giveUpIfSlow(now, config.timeouts()));
        connections.sweep(now);
        farewell.sweep(now);
    }
}

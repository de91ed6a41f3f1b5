/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.config.HttpConfig;
import dev.chatstream.gateway.intake.HookIntake;
import dev.chatstream.gateway.metrics.AnswerMetrics;
import dev.chatstream.gateway.publish.InflightBytes;
import dev.chatstream.gateway.source.Access;
import dev.chatstream.gateway.trace.Tracing;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The port for hooks, on one event loop; several of these share the port. */
public final class HookServer extends VerticleBase {
    private static final long SWEEP_MILLIS = 500;

    private final HttpConfig config;
    private final Duration drainTimeout;
    private final Access access;
    private final InflightBytes inflight;
    private final HookIntake intake;
    private final Answers answers;
    private final @Nullable Tracing tracing;
    private final Set<HookExchange> reading = new LinkedHashSet<>();
    private @Nullable HttpServer server;

    public HookServer(
            HttpConfig config,
            Duration drainTimeout,
            Access access,
            InflightBytes inflight,
            HookIntake intake,
            AnswerMetrics metrics,
            @Nullable Tracing tracing) {
        this.config = config;
        this.drainTimeout = drainTimeout;
        this.access = access;
        this.inflight = inflight;
        this.intake = intake;
        this.answers = new Answers(metrics);
        this.tracing = tracing;
    }

    @Override
    public Future<?> start() {
        HookRoutes routes = new HookRoutes(
                access,
                new HookExchange.Surroundings(
                        context,
                        config.maxBody(),
                        inflight,
                        intake,
                        answers,
                        new Farewell(vertx),
                        Clock.systemUTC(),
                        reading,
                        tracing));
        vertx.setPeriodic(SWEEP_MILLIS, tick -> giveUpOnSlowBodies());
        HttpServer created = vertx.createHttpServer(new HttpServerOptions()
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setHttp2ClearTextEnabled(false));
        server = created;
        // A negative port is Vert.x's way to have several servers share one random port.
        return created.requestHandler(routes::handle).listen(config.port() == 0 ? -1 : config.port(), config.host());
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

    private void giveUpOnSlowBodies() {
        long now = System.nanoTime();
        long timeout = config.bodyTimeout().toNanos();
        List.copyOf(reading).stream()
                .takeWhile(exchange -> exchange.ageNanos(now) >= timeout)
                .forEach(exchange -> exchange.giveUp(Problem.BODY_TOO_SLOW));
    }
}

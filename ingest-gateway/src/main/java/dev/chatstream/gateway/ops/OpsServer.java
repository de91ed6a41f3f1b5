/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.ops;

import dev.chatstream.gateway.config.OpsConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations port. */
public final class OpsServer extends VerticleBase {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final OpsConfig config;
    private final Readiness readiness;
    private final PrometheusMeterRegistry meters;
    private @Nullable HttpServer server;

    public OpsServer(OpsConfig config, Readiness readiness, PrometheusMeterRegistry meters) {
        this.config = config;
        this.readiness = readiness;
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        Gauge.builder(
                        "chatstream.gateway.ready",
                        readiness,
                        asked -> asked.reasons().isEmpty() ? 1 : 0)
                .description("1 while a hook sent now would be made durable")
                .register(meters);
        HttpServer created = vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(60));
        server = created;
        return created.requestHandler(this::answer).listen(config.port(), config.host());
    }

    /** Port really listened on. */
    public int port() {
        HttpServer started = server;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started.actualPort();
    }

    private void answer(HttpServerRequest request) {
        if (!READING.contains(request.method())) {
            request.response()
                    .setStatusCode(405)
                    .putHeader(HttpHeaders.ALLOW, "GET, HEAD")
                    .end();
            return;
        }
        switch (request.path()) {
            case "/health/live" -> send(request, 200, JSON, status("live").encode());
            case "/health/ready" -> ready(request);
            case "/metrics" -> send(request, 200, PROMETHEUS, meters.scrape());
            case "/version" -> send(request, 200, JSON, version().encode());
            default -> send(request, 404, JSON, status("no such path").encode());
        }
    }

    private void ready(HttpServerRequest request) {
        Map<String, String> reasons = readiness.reasons();
        JsonObject body = status(reasons.isEmpty() ? "ready" : "not ready");
        reasons.forEach((check, reason) -> body.put(check, reason));
        Map<String, String> spooling = readiness.spooling();
        if (reasons.isEmpty() && !spooling.isEmpty()) {
            body.put("note", "spooling: " + spooling);
        }
        send(request, reasons.isEmpty() ? 200 : 503, JSON, body.encode());
    }

    private static JsonObject status(String status) {
        return new JsonObject().put("status", status);
    }

    private static JsonObject version() {
        return new JsonObject()
                .put("name", "ingest-gateway")
                .put("version", BuildVersion.current())
                .put("java", System.getProperty("java.version"));
    }

    private static void send(HttpServerRequest request, int status, String contentType, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .end(body);
    }
}

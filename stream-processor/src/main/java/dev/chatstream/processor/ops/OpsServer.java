/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.ops;

import dev.chatstream.processor.config.ListenConfig;
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
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The operations port. */
public final class OpsServer extends VerticleBase {
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final ListenConfig config;
    private final Readiness readiness;
    private final PrometheusMeterRegistry meters;
    private final Runnable beforeScrape;
    private @Nullable HttpServer server;

    /**
     * Not listening yet.
     *
     * @param beforeScrape brings meters up to date that take a moment to read
     */
    public OpsServer(ListenConfig config, Readiness readiness, PrometheusMeterRegistry meters, Runnable beforeScrape) {
        this.config = config;
        this.readiness = readiness;
        this.meters = meters;
        this.beforeScrape = beforeScrape;
    }

    @Override
    public Future<?> start() {
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
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response()
                    .setStatusCode(405)
                    .putHeader(HttpHeaders.ALLOW, "GET, HEAD")
                    .end();
            return;
        }
        switch (request.path()) {
            case "/health/live" -> live(request);
            case "/health/ready" -> aside(request, readiness::reasons, reasons -> ready(request, reasons));
            case "/metrics" -> aside(request, this::scrape, text -> send(request, 200, PROMETHEUS, text));
            case "/version" -> send(request, 200, JSON, version().encode());
            default -> send(request, 404, JSON, status("no such path").encode());
        }
    }

    /** Answered by the event loop itself, so that one that hangs does not answer. */
    private void live(HttpServerRequest request) {
        readiness
                .failure()
                .ifPresentOrElse(
                        reason -> send(
                                request,
                                503,
                                JSON,
                                status("failed").put("failed", reason).encode()),
                        () -> send(request, 200, JSON, status("live").encode()));
    }

    /** What looks into stores blocks. */
    private <T> void aside(HttpServerRequest request, Callable<T> work, Consumer<T> answer) {
        vertx.executeBlocking(work, false)
                .onSuccess(answer::accept)
                .onFailure(failure ->
                        send(request, 500, JSON, status("cannot be told").encode()));
    }

    private String scrape() {
        beforeScrape.run();
        return meters.scrape();
    }

    private void ready(HttpServerRequest request, Map<String, String> reasons) {
        JsonObject body = status(reasons.isEmpty() ? "ready" : "not ready");
        reasons.forEach((check, reason) -> body.put(check, reason));
        send(request, reasons.isEmpty() ? 200 : 503, JSON, body.encode());
    }

    private static JsonObject status(String status) {
        return new JsonObject().put("status", status);
    }

    private static JsonObject version() {
        return new JsonObject()
                .put("name", "stream-processor")
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

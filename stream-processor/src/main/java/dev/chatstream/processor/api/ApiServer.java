/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.config.ListenConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import org.jspecify.annotations.Nullable;

/** The query API's port. */
public final class ApiServer extends VerticleBase {
    private static final int IDLE_SECONDS = 60;
    private static final int LONGEST_LINE = 8 * 1024;

    private final ListenConfig config;
    private final ApiRoutes routes;
    private @Nullable HttpServer server;

    public ApiServer(ListenConfig config, ApiRoutes routes) {
        this.config = config;
        this.routes = routes;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setCompressionSupported(true);
        HttpServer created = vertx.createHttpServer(options).requestHandler(routes.router());
        server = created;
        return created.listen(config.port(), config.host());
    }

    /** Port really listened on. */
    int port() {
        HttpServer started = server;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started.actualPort();
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.config.ListenConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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

    /**
     * Answers what has been asked, turns away what still comes, ends open streams, and closes the port: within
     * {@code most}, then connections are cut.
     */
    public Future<Void> stopServing(Duration most) {
        HttpServer started = server;
        if (started == null) {
            return Future.succeededFuture();
        }
        Promise<Void> stopped = Promise.promise();
        context.runOnContext(now -> {
            routes.stop();
            started.shutdown(most.toMillis(), TimeUnit.MILLISECONDS).onComplete(stopped);
        });
        return stopped.future();
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

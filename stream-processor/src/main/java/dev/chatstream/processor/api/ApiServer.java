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
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The port of the query API, and of the pages that show what it answers. */
public final class ApiServer extends VerticleBase {
    private static final int IDLE_SECONDS = 60;
    private static final int LONGEST_LINE = 8 * 1024;

    private final ListenConfig config;
    private final ApiRoutes routes;
    private final Consumer<Router> pages;
    private @Nullable HttpServer server;

    /** The API alone. */
    public ApiServer(ListenConfig config, ApiRoutes routes) {
        this(config, routes, router -> {});
    }

    /** @param pages adds what else the port serves, to everybody */
    public ApiServer(ListenConfig config, ApiRoutes routes, Consumer<Router> pages) {
        this.config = config;
        this.routes = routes;
        this.pages = pages;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setCompressionSupported(true);
        HttpServer created = vertx.createHttpServer(options).requestHandler(routes.router(pages));
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
    public int port() {
        HttpServer started = server;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started.actualPort();
    }
}

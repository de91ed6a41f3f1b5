/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.dashboard;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The page at {@code /} and its files. They hold nothing of any account, so nobody has to sign in for them; what the
 * page shows it asks of the API.
 */
public final class DashboardRoutes {
    /** Nothing runs or loads but the page's own files, nothing is asked of another host, and nobody frames it. */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    private static final int FIRST = -1;

    private final Assets assets = new Assets();

    /** Adds the page to the routes of a port, before whatever they ask of everybody who comes. */
    public void addTo(Router router) {
        read(router.route("/")).handler(this::page);
        read(router.route(assets.folder() + "/:name")).handler(this::file);
    }

    private static Route read(Route route) {
        return route.method(HttpMethod.GET).method(HttpMethod.HEAD).order(FIRST);
    }

    private void page(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin");
        send(context, "text/html; charset=utf-8", "no-cache", Buffer.buffer(assets.page()));
    }

    private void file(RoutingContext context) {
        String name = context.pathParam("name");
        assets.file(name)
                .ifPresentOrElse(
                        bytes -> send(context, Assets.mediaType(name), FOR_GOOD, Buffer.buffer(bytes)),
                        () -> context.fail(404));
    }

    private static void send(RoutingContext context, String mediaType, String caching, Buffer body) {
        HttpServerResponse response = context.response()
                .putHeader("Content-Type", mediaType)
                .putHeader("Cache-Control", caching)
                .putHeader("X-Content-Type-Options", "nosniff");
        if (HttpMethod.HEAD.equals(context.request().method())) {
            // what compresses answers would send a body, if only that of nothing
            response.putHeader("Content-Encoding", "identity").end();
        } else {
            response.end(body);
        }
    }
}

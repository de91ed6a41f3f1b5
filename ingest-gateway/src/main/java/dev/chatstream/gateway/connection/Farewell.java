/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.connection;

import dev.chatstream.gateway.metrics.ConnectionMetrics.Reason;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Ends requests of which a body is arriving that nobody wants: in HTTP/1 with their connection, in HTTP/2 with their
 * stream alone. Closing at once, with bytes unread, would make the kernel reset the connection and the sender might
 * never see its answer: so what arrives is dropped for a moment first. Lives on one context.
 */
public final class Farewell {
    private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();
    /** What HTTP/2 calls ending a stream that was answered before it was complete. */
    private static final long NO_ERROR = 0;

    private final Connections connections;
    /** In the order in which they began to leave. */
    private final Set<Leaving> leaving = new LinkedHashSet<>();

    public Farewell(Connections connections) {
        this.connections = connections;
    }

    /** A request whose rest is dropped, from when on. */
    private static final class Leaving {
        private final HttpServerRequest request;
        private final long sinceNanos = System.nanoTime();

        Leaving(HttpServerRequest request) {
            this.request = request;
        }
    }

    /** Tells the sender, in the answer to come, that the connection ends with it. */
    public HttpServerResponse announce(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        return isWholeConnection(request) ? response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE) : response;
    }

    /** Ends the request when its body has been read off, or a moment later. */
    public void endSoon(HttpServerRequest request) {
        if (request.isEnded()) {
            end(request);
            return;
        }
        Leaving one = new Leaving(request);
        leaving.add(one);
        request.handler(dropped -> {})
                .exceptionHandler(gone -> leaving.remove(one))
                .endHandler(complete -> {
                    leaving.remove(one);
                    end(request);
                });
    }

    /** Ends a connection a moment later on which no HTTP is to be expected any more. */
    public void endSoonWithoutEnd(HttpServerRequest request) {
        leaving.add(new Leaving(request));
    }

    /** Ends what has had its moment. To be called often. */
    public void sweep(long now) {
        Iterator<Leaving> inOrder = leaving.iterator();
        while (inOrder.hasNext()) {
            Leaving one = inOrder.next();
            if (now - one.sinceNanos < LINGER_NANOS) {
                return;
            }
            inOrder.remove();
            end(one.request);
        }
    }

    private void end(HttpServerRequest request) {
        if (isWholeConnection(request)) {
            connections.end(request.connection(), Reason.UNWANTED);
        } else if (!request.isEnded()) {
            request.response().reset(NO_ERROR);
        }
    }

    private static boolean isWholeConnection(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2;
    }
}

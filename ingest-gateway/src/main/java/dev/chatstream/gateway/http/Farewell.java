/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * Closes a connection on which a body is arriving that nobody wants. Closing at once, with bytes unread, would make the
 * kernel reset the connection and the sender might never see its answer: so it is read off and dropped for a moment.
 */
final class Farewell {
    private static final long LINGER_MILLIS = Duration.ofSeconds(2).toMillis();

    private final Vertx vertx;

    Farewell(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Tells the sender, in the answer to come, that the connection ends with it. */
    HttpServerResponse announce(HttpServerRequest request) {
        return request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }

    /** Closes when the body has been read off, or a moment later. */
    void closeSoon(HttpServerRequest request) {
        long timer =
                vertx.setTimer(LINGER_MILLIS, expired -> request.connection().close());
        request.connection().closeHandler(closed -> vertx.cancelTimer(timer));
        request.handler(dropped -> {}).exceptionHandler(gone -> {});
        if (request.isEnded()) {
            request.connection().close();
        } else {
            request.endHandler(end -> request.connection().close());
        }
    }
}

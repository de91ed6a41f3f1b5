/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.connection.Connections;
import dev.chatstream.gateway.connection.Farewell;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Answers what is not HTTP, or more of it than is taken. */
final class BadRequests {
    private final Answers answers;
    private final Connections connections;
    private final Farewell farewell;

    BadRequests(Answers answers, Connections connections, Farewell farewell) {
        this.answers = answers;
        this.connections = connections;
        this.farewell = farewell;
    }

    void handle(HttpServerRequest request) {
        connections.begins(request);
        // Vert.x closes the connection as soon as such an answer is ended: it is left open for the moment of farewell.
        answers.unended(
                farewell.announce(request), problem(request.decoderResult().cause()));
        farewell.endSoonWithoutEnd(request);
    }

    private static Problem problem(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Problem.REQUEST_LINE_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException ? Problem.HEADERS_TOO_LARGE : Problem.NOT_HTTP;
    }
}

/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.record.WithoutMessage;
import dev.chatstream.gateway.source.Access;
import dev.chatstream.gateway.source.Source;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides by path, method and token what happens to a request before any of its body is read. */
final class HookRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(HookRoutes.class);
    /** An unwanted body up to this size is read off, so that the connection can be used again. */
    private static final long CHEAP_TO_DROP = 64 * 1024;

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Access access;
    private final Documents documents;
    private final HookExchange.Surroundings around;

    HookRoutes(Access access, Documents documents, HookExchange.Surroundings around) {
        this.access = access;
        this.documents = documents;
        this.around = around;
    }

    void handle(HttpServerRequest request) {
        around.connections().begins(request);
        try {
            route(request);
        } catch (RuntimeException e) {
            LOG.error("a request could not be handled", WithoutMessage.of(e));
            if (!request.response().ended()) {
                around.answers().problem(request.response(), Problem.INTERNAL);
            }
        }
    }

    private void route(HttpServerRequest request) {
        Optional<HookPath> path = HookPath.of(request);
        if (path.isEmpty()) {
            routeElsewhere(request);
        } else if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader(HttpHeaders.ALLOW, "POST");
            turnAway(request, Problem.METHOD_NOT_ALLOWED, "");
        } else {
            Optional<Source> source = access.sources()
                    .get()
                    .authenticate(path.get().source(), path.get().token());
            source.ifPresentOrElse(known -> admit(request, known), () -> turnAway(request, Problem.NOT_ADMITTED, ""));
        }
    }

    private void admit(HttpServerRequest request, Source source) {
        if (source.isTiedToAddresses()
                && Caller.of(request, access.proxies())
                        .filter(source::maySendFrom)
                        .isEmpty()) {
            turnAway(request, Problem.ADDRESS_NOT_ALLOWED, source.name());
            return;
        }
        Duration wait = source.takeTurn();
        if (!wait.isZero()) {
            around.answers().retryAfter(request.response(), wait);
            turnAway(request, Problem.TOO_FAST, source.name());
        } else if (source.isSigned() && !request.headers().contains(HookExchange.SIGNATURE)) {
            turnAway(request, Problem.BAD_SIGNATURE, source.name());
        } else {
            around.connections().admitted(request);
            new HookExchange(request, source, around).begin();
        }
    }

    private void routeElsewhere(HttpServerRequest request) {
        Optional<Documents.Document> document = documents.at(request.path());
        if (document.isEmpty()) {
            turnAway(request, Problem.NOT_FOUND, "");
        } else if (READING.contains(request.method())) {
            around.answers().document(request, document.get());
        } else {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            turnAway(request, Problem.METHOD_NOT_ALLOWED, "");
        }
    }

    private void turnAway(HttpServerRequest request, Problem problem, String source) {
        if (isCostlyToDrop(request)) {
            around.answers().problem(around.farewell().announce(request), problem, source);
            around.farewell().endSoon(request);
        } else {
            around.answers().problem(request.response(), problem, source);
        }
    }

    /**
     * Whether the body may be so large, or be so long in coming, that it is better to end the request without it. Who
     * waits to be asked for a body may go on with the next request instead, which would be taken for the body.
     */
    private static boolean isCostlyToDrop(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.headers().contains(HttpHeaders.EXPECT)
                || HookExchange.declaredLength(request) > CHEAP_TO_DROP;
    }
}
